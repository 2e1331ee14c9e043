# For our own sources only: engine headers are SYSTEM.
add_library(wrtc_warnings INTERFACE)
target_compile_options(wrtc_warnings INTERFACE -Wall -Wextra -Werror)
