/* Runs a program and writes the arguments of all that it starts to a file, whole: FILE COMMAND ARG…
   The kernel stops each process right after it has become another program, and what /proc/PID/cmdline holds then is copied, so
   nothing is too short to be seen. A line for each, its arguments separated by U+001F. Ends as COMMAND does. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static void note(FILE *log, pid_t pid) {
  char name[64];
  int c;
  snprintf(name, sizeof name, "/proc/%d/cmdline", pid);
  FILE *arguments = fopen(name, "r");
  if (!arguments) return;
  while ((c = fgetc(arguments)) != EOF) fputc(c == 0 ? 31 : c == '\n' ? ' ' : c, log);
  fclose(arguments);
  fputc('\n', log);
  fflush(log);
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  FILE *log = fopen(argv[1], "w");
  if (!log) return 3;
  const long follow = PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
  pid_t first = fork();
  if (first == 0) {
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    execvp(argv[2], argv + 2);
    _exit(127);
  }
  int status, ended = 1;
  waitpid(first, &status, 0);
  if (ptrace(PTRACE_SETOPTIONS, first, 0, follow) != 0) return 4;
  ptrace(PTRACE_CONT, first, 0, 0);
  for (;;) {
    pid_t pid = waitpid(-1, &status, __WALL);
    if (pid < 0) break;
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
      if (pid == first) ended = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      continue;
    }
    int event = status >> 16, given = WSTOPSIG(status);
    if (event == PTRACE_EVENT_EXEC) note(log, pid);
    /* Its own stops (events, the first one of a new process) are no signals for it. */
    int passed = event != 0 || given == SIGTRAP || given == SIGSTOP ? 0 : given;
    ptrace(PTRACE_CONT, pid, 0, passed);
  }
  return ended;
}
