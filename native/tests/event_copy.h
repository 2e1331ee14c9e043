/* Copies of events, whose details are valid only until the next poll. */
#ifndef EVENT_COPY_H_
#define EVENT_COPY_H_

#include "webrtcnative.h"

/* Makes the details those of the caller, with all their texts. */
void copy_details(wrtc_event *event);

/* Frees what copy_details made. */
void free_details(wrtc_event *event);

#endif /* EVENT_COPY_H_ */
