# The engine's calls of the C library go to the shim first (shim/engine/descriptors.cc, shim/engine/threads.cc). GNU ld, gold
# and lld can do that; on other systems the engine calls the C library directly.
if(CMAKE_SYSTEM_NAME STREQUAL Linux)
  set(calls socket accept epoll_create pipe open open64 fopen fopen64 pthread_create getaddrinfo)
  list(TRANSFORM calls PREPEND "--wrap=")
  list(JOIN calls "," calls)
  target_link_options(wrtc_engine INTERFACE "LINKER:${calls}")
  target_compile_definitions(wrtc_engine INTERFACE WRTC_WRAPS_CALLS=1)
endif()
