/* A host closes the library, as the host of a plug-in may, while threads of the library still run its code. The argument is the
 * library's path. The program is not linked with the library, which would keep it loaded. */
#include <dirent.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "webrtcnative.h"

enum { ROUNDS = 20, DEADLINE_S = 300 };

static void fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(EXIT_FAILURE);
}

static int count_threads(void) {
  int count = 0;
  DIR *tasks = opendir("/proc/self/task");
  if (tasks == NULL) fail("There is no /proc/self/task.");
  for (struct dirent *entry; (entry = readdir(tasks)) != NULL;) count += entry->d_name[0] != '.';
  closedir(tasks);
  return count;
}

static void *find(void *library, const char *name) {
  void *function = dlsym(library, name);
  if (function == NULL) fail(dlerror());
  return function;
}

static void use(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) fail(dlerror());
  wrtc_status (*create)(wrtc_runtime **) = (wrtc_status(*)(wrtc_runtime **))find(library, "wrtc_runtime_create");
  void (*destroy)(wrtc_runtime *) = (void (*)(wrtc_runtime *))find(library, "wrtc_runtime_destroy");
  wrtc_runtime *runtime = NULL;
  if (create(&runtime) != WRTC_OK) fail("No runtime.");
  destroy(runtime); /* returns at once */
  dlclose(library);
}

int main(int argc, char **argv) {
  if (argc != 2) fail("The argument is the library's path.");
  const int before = count_threads(); /* an emulator has one of its own */
  for (int i = 0; i < ROUNDS; i++) use(argv[1]);
  const time_t deadline = time(NULL) + DEADLINE_S;
  const struct timespec pause = {0, 1000000};
  while (count_threads() > before && time(NULL) < deadline) nanosleep(&pause, NULL);
  if (count_threads() > before) fail("Threads are left.");
  return EXIT_SUCCESS;
}
