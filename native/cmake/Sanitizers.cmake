# WRTC_SANITIZE=address (with undefined behaviour) or thread, for the shim and its tests; the engine is not instrumented.

set(WRTC_SANITIZE "" CACHE STRING "Empty, address or thread")
set_property(CACHE WRTC_SANITIZE PROPERTY STRINGS "" address thread)

if(WRTC_SANITIZE STREQUAL address)
  set(flags -fsanitize=address,undefined)
  # vptr: engine classes have no RTTI in the upstream build. enum: a C caller may pass any int as an enumeration, and without
  # -fstrict-enums the compiler lets the shim check for that.
  set(compile_only -fno-sanitize=vptr,enum -fno-sanitize-recover=undefined)
elseif(WRTC_SANITIZE STREQUAL thread)
  set(flags -fsanitize=thread)
elseif(WRTC_SANITIZE)
  message(FATAL_ERROR "WRTC_SANITIZE is \"${WRTC_SANITIZE}\"; it can be empty, address or thread.")
endif()

if(WRTC_SANITIZE)
  # Abseil's containers change their layout under a sanitizer, and the engine was compiled without one.
  add_compile_options(${flags} ${compile_only} -fno-omit-frame-pointer
    -U__SANITIZE_ADDRESS__ -U__SANITIZE_THREAD__)
  add_link_options(${flags})
endif()
