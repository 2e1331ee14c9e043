# The needs of the upstream engine's headers and objects on each system. docs/platforms.md says which were run.

set(own_libcxx "${WRTC_UPSTREAM_DIR}/include/c++/v1")
if(EXISTS "${own_libcxx}")
  # The archive holds its C++ library too.
  target_compile_options(wrtc_engine INTERFACE "$<$<COMPILE_LANGUAGE:CXX>:-stdlib++-isystem${own_libcxx}>")
endif()

if(WIN32)
  target_compile_definitions(wrtc_engine INTERFACE WEBRTC_WIN NOMINMAX WIN32_LEAN_AND_MEAN UNICODE _UNICODE
    _WIN32_WINNT=0x0A00)
  target_compile_options(wrtc_engine INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti> -fno-exceptions)
  target_link_libraries(wrtc_engine INTERFACE
    advapi32 bcrypt crypt32 dbghelp dmoguids iphlpapi msdmo ole32 oleaut32 secur32 strmiids user32 winmm wmcodecdspuuid ws2_32)
  return()
endif()

target_compile_definitions(wrtc_engine INTERFACE WEBRTC_POSIX)
target_compile_options(wrtc_engine INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti> -fno-exceptions)
if(APPLE)
  target_compile_definitions(wrtc_engine INTERFACE WEBRTC_MAC)
  foreach(framework AppKit AudioToolbox AVFoundation CoreAudio CoreFoundation CoreGraphics CoreMedia CoreVideo Foundation
                    IOSurface Network Security SystemConfiguration)
    target_link_libraries(wrtc_engine INTERFACE "-framework ${framework}")
  endforeach()
else()
  target_compile_definitions(wrtc_engine INTERFACE WEBRTC_LINUX)
  target_link_libraries(wrtc_engine INTERFACE ${CMAKE_DL_LIBS} m)
  # Users' machines may have an older libstdc++ than the one of the build.
  target_link_options(wrtc_engine INTERFACE -static-libgcc -static-libstdc++)
endif()
