/* Debian's libunwind is compiled against glibc, of which it takes one function that musl does not have. */
#include <stdarg.h>
#include <stdio.h>

int __fprintf_chk(FILE *file, int flag, const char *format, ...) {
  va_list values;
  (void)flag;
  va_start(values, format);
  int length = vfprintf(file, format, values);
  va_end(values);
  return length;
}
