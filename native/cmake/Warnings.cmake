# For our own sources only: engine headers are SYSTEM.
add_library(wrtc_warnings INTERFACE)
if(MSVC)
  target_compile_options(wrtc_warnings INTERFACE /W4 /WX)
else()
  target_compile_options(wrtc_warnings INTERFACE -Wall -Wextra -Werror)
endif()
