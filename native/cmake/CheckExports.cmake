# cmake -DNM=nm -DLIBRARY=libwebrtcnative.so -DHEADER=webrtcnative.h -P CheckExports.cmake
# Fails unless the dynamic symbols that the library defines are exactly the functions that the header declares.

execute_process(COMMAND "${NM}" -D --defined-only --format=posix "${LIBRARY}"
  OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" symbols "${symbols}")
list(TRANSFORM symbols REPLACE "[ @].*" "")

file(READ "${HEADER}" text)
# Comments go first: they may name functions too.
string(REGEX REPLACE "/\\*([^*]|\\*+[^*/])*\\*+/" "" text "${text}")
string(REGEX MATCHALL "WRTC_EXPORT[^;(]*[ *]wrtc_[a-z0-9_]+\\(" functions "${text}")
list(TRANSFORM functions REPLACE ".*[ *](wrtc_[a-z0-9_]+)\\($" "\\1")

set(extra ${symbols})
list(REMOVE_ITEM extra ${functions})
set(missing ${functions})
list(REMOVE_ITEM missing ${symbols})

list(LENGTH functions count)
if(count EQUAL 0)
  message(FATAL_ERROR "No function found in ${HEADER}")
endif()
if(extra OR missing)
  message(FATAL_ERROR "Exported but not in the header: ${extra}\nIn the header but not exported: ${missing}")
endif()
message(STATUS "${count} functions, all of them exported, and nothing else")
