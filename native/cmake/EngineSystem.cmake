find_package(tg_owt QUIET)
if(NOT tg_owt_FOUND)
  message(FATAL_ERROR "The system engine is not installed: apt-get install libtgowt-dev")
endif()

# Debian's archive is compiled for executables. All data of other libraries that it reads must be inside our shared library:
# libstdc++'s and abseil's by static linking, the C library's by shim/engine/system_link.cc.
# The order and -u make abseil's static archive come before its shared library.
target_link_libraries(wrtc_engine INTERFACE -l:libabsl_strings.a tg_owt::tg_owt)
target_link_options(wrtc_engine INTERFACE -static-libgcc -static-libstdc++
  "LINKER:-u,_ZN4absl7debian314ascii_internal13kPropertyBitsE"
  "LINKER:--wrap=stdout,--wrap=stderr,--wrap=in6addr_any,--wrap=in6addr_loopback"
  "LINKER:-u,__wrap_SSL_read,-u,_ZN3rtc8internal18WeakReferenceOwnerC1Ev"
  "LINKER:--wrap=SSL_connect,--wrap=SSL_accept,--wrap=SSL_read,--wrap=SSL_write")
target_compile_definitions(wrtc_engine INTERFACE WRTC_ENGINE_SYSTEM=1)

# Debian compiles it without NDEBUG, and RTC_DCHECK changes the layout of libwebrtc's classes, so code that includes its headers
# must do the same. An option, because it has to come after the -DNDEBUG of the build type.
target_compile_options(wrtc_engine INTERFACE -UNDEBUG)
