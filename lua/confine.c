/* confine.c - see confine.h */
#include "confine.h"

#include "watched.h"

#if !defined(__linux__) || defined(CX_WATCHED)

int cx_confine(const char *folder) {
  (void)folder;
  return 0; /* (4) */
}

#else

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* ---- files (2) ---- */

#define ABI_1 ((UINT64_C(1) << 13) - 1) /* what the first version of Landlock handles */
#define REFER (UINT64_C(1) << 13)
#define TRUNCATE (UINT64_C(1) << 14)
#define DEVICE (UINT64_C(1) << 15)
#define INSIDE \
  (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_WRITE_FILE | \
   LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE | REFER | TRUNCATE)

static bool allow(int rules, const char *folder, uint64_t access) {
  struct landlock_path_beneath_attr beneath = {.allowed_access = access};
  beneath.parent_fd = open(folder, O_PATH | O_CLOEXEC);
  if (beneath.parent_fd < 0) return false;
  long failed = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
  close(beneath.parent_fd);
  return failed == 0;
}

static bool confine_files(const char *folder) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return false; /* (1) */
  uint64_t handled = ABI_1 | (version >= 2 ? REFER : 0) | (version >= 3 ? TRUNCATE : 0) | (version >= 5 ? DEVICE : 0);
  struct landlock_ruleset_attr attributes = {.handled_access_fs = handled};
  int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes.handled_access_fs, 0);
  if (rules < 0) return false;
  bool done = allow(rules, folder, INSIDE & handled) && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  close(rules);
  return done;
}

/* ---- calls (3) ---- */

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#define FOREIGN 0x40000000 /* calls of the x32 machine have the same number and this bit */
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#define FOREIGN 0x7fffffff
#endif

#ifdef MACHINE

#define REFUSED (SECCOMP_RET_ERRNO | EPERM)
#define LOAD(member) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, member))
#define IF_NOT(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), 0, skip)
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, what)
#define REFUSE(call) IF_NOT(SYS_##call, 1), RETURN(REFUSED)

static bool confine_calls(void) {
  struct sock_filter filter[] = {
      LOAD(arch), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0), RETURN(REFUSED),
      LOAD(nr), BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, FOREIGN, 0, 1), RETURN(REFUSED),
      /* programs and processes */
      REFUSE(execve), REFUSE(execveat), REFUSE(kill), REFUSE(tkill), REFUSE(ptrace), REFUSE(process_vm_readv),
      REFUSE(process_vm_writev), REFUSE(pidfd_open), REFUSE(pidfd_send_signal), REFUSE(rt_sigqueueinfo),
      REFUSE(rt_tgsigqueueinfo),
#ifdef SYS_fork
      REFUSE(fork), REFUSE(vfork),
#endif
      IF_NOT(SYS_clone3, 1), RETURN(SECCOMP_RET_ERRNO | ENOSYS), /* libc then asks clone, whose flags can be seen */
      /* the network, and ways around this wall */
      REFUSE(socket), REFUSE(socketpair), REFUSE(connect), REFUSE(bind), REFUSE(listen), REFUSE(io_uring_setup),
      REFUSE(bpf), REFUSE(perf_event_open), REFUSE(userfaultfd), REFUSE(keyctl), REFUSE(add_key), REFUSE(request_key),
      REFUSE(unshare), REFUSE(setns), REFUSE(mount), REFUSE(umount2), REFUSE(chroot), REFUSE(pivot_root),
      REFUSE(personality), REFUSE(open_by_handle_at), REFUSE(memfd_create), REFUSE(symlinkat), REFUSE(fchmodat),
#ifdef SYS_symlink
      REFUSE(symlink), REFUSE(chmod),
#endif
      /* a signal for this process; a thread; a key pushed into the terminal */
      IF_NOT(SYS_tgkill, 4), LOAD(args[0]), IF_NOT(getpid(), 1), RETURN(SECCOMP_RET_ALLOW), RETURN(REFUSED),
      IF_NOT(SYS_clone, 4), LOAD(args[0]), BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1),
      RETURN(SECCOMP_RET_ALLOW), RETURN(REFUSED),
      IF_NOT(SYS_ioctl, 5), LOAD(args[1]), IF_NOT(TIOCSTI, 1), RETURN(REFUSED), IF_NOT(TIOCLINUX, 1), RETURN(REFUSED),
      RETURN(SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {(unsigned short)(sizeof filter / sizeof *filter), filter};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#else

static bool confine_calls(void) { return false; }

#endif

int cx_confine(const char *folder) {
  tzset(); /* its file is outside */
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return 0;
  int stands = confine_files(folder) ? CX_CONFINED_FILES : 0;
  return stands | (confine_calls() ? CX_CONFINED_CALLS : 0);
}

#endif
