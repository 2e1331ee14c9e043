# H.264 by an OpenH264 that the machine has: shim/engine/openh264*.cc look for it at run time. Only its headers are needed
# here (Debian's libopenh264-dev); without them the library has no coder of H.264, as on a machine without OpenH264.

find_path(openh264_headers wels/codec_api.h PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH)
if(openh264_headers)
  # A folder of their own: the rest of /usr/include is not the platform's.
  set(headers "${CMAKE_BINARY_DIR}/openh264")
  file(COPY "${openh264_headers}/wels" DESTINATION "${headers}")
  target_include_directories(wrtc_engine SYSTEM INTERFACE "${headers}")
  target_compile_definitions(wrtc_engine INTERFACE WRTC_OPENH264=1)
else()
  message(STATUS "OpenH264's headers are not there: no coder of H.264")
endif()
