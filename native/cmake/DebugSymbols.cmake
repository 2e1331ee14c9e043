# debug_symbols_apart(TARGET): moves the debug symbols of a library into a file of their own beside it, where debuggers look.
function(debug_symbols_apart target)
  set(library $<TARGET_FILE:${target}>)
  add_custom_command(TARGET ${target} POST_BUILD VERBATIM
    COMMAND "${CMAKE_OBJCOPY}" --only-keep-debug "${library}" "${library}.debug"
    COMMAND "${CMAKE_STRIP}" --strip-unneeded "${library}"
    COMMAND "${CMAKE_OBJCOPY}" "--add-gnu-debuglink=${library}.debug" "${library}")
endfunction()
