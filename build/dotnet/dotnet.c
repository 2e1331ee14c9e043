/* The program dotnet, of which NuGet has none for Linux: it hands its arguments to hostfxr, as Microsoft's does. */
#include <dlfcn.h>
#include <stdio.h>

int main(int count, const char **arguments) {
  void *hostfxr = dlopen(HOSTFXR, RTLD_LAZY | RTLD_LOCAL);
  int (*run)(int, const char **) = hostfxr == NULL ? NULL : (int (*)(int, const char **))dlsym(hostfxr, "hostfxr_main");
  if (run == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return 127;
  }
  return run(count, arguments);
}
