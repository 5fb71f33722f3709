/* The command of a user's image that has nothing else: static, so it runs where there is no shell and no library. */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <unistd.h>

extern char **environ;

static void hex(const char *title, const char *text) {
  printf("%s ", title);
  while (*text) printf("%02x", (unsigned char)*text++);
  printf(".\n");
}

static volatile sig_atomic_t asked;
static void ask(int signal) { asked = signal; }

static void zombies(void) {
  int count = 0;
  DIR *proc = opendir("/proc");
  for (struct dirent *entry; (entry = readdir(proc));) {
    char path[300], line[300] = "";
    snprintf(path, sizeof path, "/proc/%s/stat", entry->d_name);
    FILE *file = fopen(path, "r");
    if (!file) continue;
    if (fgets(line, sizeof line, file) && strstr(line, ") Z ")) count++;
    fclose(file);
  }
  closedir(proc);
  printf("zombies %d\n", count);
}

int main(int argc, char **argv) {
  const char *what = argc > 1 ? argv[1] : "";
  int number = argc > 2 ? atoi(argv[2]) : 0;
  setvbuf(stdout, NULL, _IOLBF, 0);

  if (!strcmp(what, "arguments")) {
    hex("program", argv[0]);
    for (int i = 2; i < argc; i++) hex("argument", argv[i]);
  } else if (!strcmp(what, "environment")) {
    for (char **item = environ; *item; item++) hex("variable", *item);
  } else if (!strcmp(what, "stdin")) {
    char byte;
    struct stat in, null;
    fstat(0, &in);
    stat("/dev/null", &null);
    printf("stdin %zd %s\n", read(0, &byte, 1), in.st_rdev == null.st_rdev ? "null" : "other");
  } else if (!strcmp(what, "who")) {
    printf("uid %d gid %d pid %d leader %d root %s\n", getuid(), getgid(), getpid(), getsid(0) == getpid(),
           open("/written", O_CREAT | O_WRONLY, 0644) < 0 ? "read-only" : "writable");
  } else if (!strcmp(what, "exit")) {
    return number;
  } else if (!strcmp(what, "signal")) {
    kill(getpid(), number);
    pause();
  } else if (!strcmp(what, "sleep")) {
    puts("up");
    sleep(number);
  } else if (!strcmp(what, "ignore")) { /* …SIGTERM */
    signal(SIGTERM, SIG_IGN);
    puts("up");
    sleep(number);
  } else if (!strcmp(what, "handle")) { /* …SIGTERM, and exit with NUMBER */
    signal(SIGTERM, ask);
    puts("up");
    while (!asked) usleep(1000);
    puts("tidied");
    return number;
  } else if (!strcmp(what, "leave") || !strcmp(what, "leave-session")) { /* a child that runs for NUMBER seconds */
    pid_t child = fork();
    if (child == 0) {
      if (!strcmp(what, "leave-session")) setsid();
      signal(SIGTERM, SIG_IGN);
      execl("/proc/self/exe", "left-behind", "sleep", argv[2], NULL);
    }
    usleep(100000);
    printf("left %d\n", child);
  } else if (!strcmp(what, "eat")) { /* NUMBER mebibytes */
    for (int i = 0; i < number; i++) memset(malloc(1 << 20), 1, 1 << 20);
    printf("ate %d\n", number);
  } else if (!strcmp(what, "orphans")) { /* NUMBER of them, each gone at once */
    for (int i = 0; i < number; i++) {
      pid_t child = fork();
      if (child == 0) _exit(fork() >= 0 ? 0 : 1);
      waitpid(child, NULL, 0);
    }
    usleep(300000);
    zombies();
  } else {
    return 99;
  }
  return 0;
}
