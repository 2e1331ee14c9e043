# cmake -DNM=nm -DLIBRARY=libwebrtcnative.so -DHEADER=webrtcnative.h -P CheckExports.cmake
# NM is llvm-readobj for a DLL.
# Fails unless the dynamic symbols that the library defines are exactly the functions that the header declares.
include(${CMAKE_CURRENT_LIST_DIR}/Exports.cmake)

if(LIBRARY MATCHES "\\.dll$")
  set(list --coff-exports)
elseif(LIBRARY MATCHES "\\.dylib$")
  set(list --extern-only --defined-only --format=posix)
else()
  set(list --dynamic --defined-only --format=posix)
endif()
execute_process(COMMAND "${NM}" ${list} "${LIBRARY}" OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" symbols "${symbols}")
if(LIBRARY MATCHES "\\.dll$")
  list(FILTER symbols INCLUDE REGEX "^ *Name: ")
endif()
# The name remains: after llvm-readobj's heading, or before nm's type and address; Apple's names begin with an underscore.
list(TRANSFORM symbols REPLACE "^( *Name: |_)?([A-Za-z0-9_.$?]+).*" "\\2")

wrtc_exported_functions("${HEADER}" functions)

set(extra ${symbols})
list(REMOVE_ITEM extra ${functions})
set(missing ${functions})
list(REMOVE_ITEM missing ${symbols})

list(LENGTH functions count)
if(extra OR missing)
  message(FATAL_ERROR "Exported but not in the header: ${extra}\nIn the header but not exported: ${missing}")
endif()
message(STATUS "${count} functions, all of them exported, and nothing else")
