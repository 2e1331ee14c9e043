#include "rights.h"

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>

namespace ceiling {

void RenounceRealTime() {
  __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  __user_cap_data_struct rights[_LINUX_CAPABILITY_U32S_3]{};
  if (syscall(SYS_capget, &header, rights) != 0) std::abort();
  rights[0].effective &= ~(1u << CAP_SYS_NICE);
  rights[0].permitted &= ~(1u << CAP_SYS_NICE);
  if (syscall(SYS_capset, &header, rights) != 0) std::abort();
}

}  // namespace ceiling
