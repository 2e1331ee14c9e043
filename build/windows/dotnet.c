/* The program dotnet, of which NuGet has none for Windows: it hands its arguments to hostfxr, as Microsoft's does. */
#include <stdio.h>
#include <windows.h>

int wmain(int count, const wchar_t **arguments) {
  /* The process that started this one is none of wine's. A test host, which watches it, may watch itself. */
  wchar_t self[16];
  swprintf(self, 16, L"%lu", GetCurrentProcessId());
  for (int i = 1; i < count; i++) {
    if (wcscmp(arguments[i - 1], L"--parentprocessid") == 0) arguments[i] = self;
  }

  HMODULE hostfxr = LoadLibraryW(HOSTFXR);
  int (*run)(int, const wchar_t **) =
      hostfxr == NULL ? NULL : (int (*)(int, const wchar_t **))(void *)GetProcAddress(hostfxr, "hostfxr_main");
  if (run == NULL) {
    fprintf(stderr, "%ls: error %lu\n", HOSTFXR, GetLastError());
    return 127;
  }
  return run(count, arguments);
}
