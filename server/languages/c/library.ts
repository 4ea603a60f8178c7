// What the C library provides: functions of the C standard and of POSIX, and the headers that declare them.

/** Functions and macros that are called without a definition in the workspace. */
export const libraryFunctions: readonly string[] = // C
  (
    'abort abs acos asctime asin assert atan atan2 atexit atof atoi atol atoll bsearch calloc ceil clearerr clock cos cosh ' +
    'ctime difftime div exit exp fabs fclose feof ferror fflush fgetc fgetpos fgets floor fmod fopen fprintf fputc fputs ' +
    'fread free freopen frexp fscanf fseek fsetpos ftell fwrite getc getchar getenv gmtime isalnum isalpha isblank iscntrl ' +
    'isdigit isgraph isinf isnan islower isprint ispunct isspace isupper isxdigit labs ldexp ldiv llabs localeconv ' +
    'localtime log log10 log2 longjmp lrint lround malloc mblen mbstowcs mbtowc memchr memcmp memcpy memmove memset mktime ' +
    'modf nan offsetof perror pow printf putc putchar puts qsort quick_exit raise rand realloc remove rename rewind rint ' +
    'round scanf setbuf setjmp setlocale setvbuf signal sin sinh snprintf sprintf sqrt srand sscanf strcat strchr strcmp ' +
    'strcoll strcpy strcspn strerror strftime strlen strncat strncmp strncpy strpbrk strrchr strspn strstr strtod strtof ' +
    'strtok strtol strtold strtoll strtoul strtoull strxfrm system tan tanh time tmpfile tmpnam tolower toupper trunc ' +
    'ungetc va_arg va_copy va_end va_start vfprintf vprintf vsnprintf vsprintf vsscanf wcslen wcstombs wctomb ' +
    // POSIX
    'accept access alarm bind chdir chmod chown chroot clock_getres clock_gettime close closedir connect creat dirfd ' +
    'dlclose dlerror dlopen dlsym dup dup2 execl execle execlp execv execve execvp fchdir fchmod fchown fcntl fdatasync ' +
    'fdopen fileno flock fnmatch fork fpathconf freeaddrinfo freeifaddrs fseeko fstat fstatvfs fsync ftello ftruncate ' +
    'gai_strerror getaddrinfo getcwd getdelim getegid geteuid getgid getgrgid getgrnam gethostbyname gethostname ' +
    'getifaddrs getline getlogin getnameinfo getopt getopt_long getpagesize getpeername getpgid getpgrp getpid getppid ' +
    'getpriority getpwnam getpwuid getrlimit getrusage getservbyname getsockname getsockopt gettimeofday getuid glob ' +
    'globfree gmtime_r htonl htons inet_addr inet_ntoa inet_ntop inet_pton ioctl isatty kill lchown link listen ' +
    'localtime_r lockf lseek lstat mkdir mkdtemp mkfifo mknod mkstemp mlock mmap mprotect msync munlock munmap nanosleep ' +
    'nice ntohl ntohs open openat opendir openlog pathconf pause pclose pipe poll popen posix_memalign pread ' +
    'pthread_atfork pthread_attr_destroy pthread_attr_getstacksize pthread_attr_init pthread_attr_setstacksize ' +
    'pthread_cancel pthread_cond_broadcast pthread_cond_destroy pthread_cond_init pthread_cond_signal ' +
    'pthread_cond_timedwait pthread_cond_wait pthread_create pthread_detach pthread_exit pthread_getspecific pthread_join ' +
    'pthread_key_create pthread_kill pthread_mutex_destroy pthread_mutex_init pthread_mutex_lock pthread_mutex_trylock ' +
    'pthread_mutex_unlock pthread_once pthread_self pthread_setcancelstate pthread_setcanceltype pthread_setspecific ' +
    'pthread_sigmask pwrite random read readdir readlink readv realpath recv recvfrom recvmsg regcomp regerror regexec ' +
    'regfree rewinddir rmdir sched_yield select sem_destroy sem_init sem_post sem_wait send sendmsg sendto setegid setenv ' +
    'seteuid setgid setgroups setitimer setpgid setpriority setrlimit setsid setsockopt setuid shmat shmctl shmdt shmget ' +
    'shutdown sigaction sigaddset sigdelset sigemptyset sigfillset sigismember sigprocmask sigsuspend sigwait sleep ' +
    'socket socketpair srandom stat statvfs strcasecmp strcasestr strdup strerror_r strncasecmp strndup strnlen strsep ' +
    'strsignal strtok_r symlink sync sysconf syslog tcgetattr tcsetattr times truncate ttyname tzset umask uname unlink ' +
    'unsetenv usleep utime utimes vasprintf asprintf wait wait4 waitpid write writev'
  ).split(' ');

/** Headers that belong to the C library or the system, as they are written. */
export const standardHeaders: ReadonlySet<string> = new Set(
  (
    'assert.h complex.h ctype.h errno.h fenv.h float.h inttypes.h iso646.h limits.h locale.h math.h setjmp.h signal.h ' +
    'stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdlib.h stdnoreturn.h string.h tgmath.h ' +
    'threads.h time.h uchar.h wchar.h wctype.h aio.h arpa/inet.h cpio.h dirent.h dlfcn.h fcntl.h fmtmsg.h fnmatch.h ' +
    'ftw.h glob.h grp.h iconv.h langinfo.h libgen.h monetary.h mqueue.h ndbm.h net/if.h netdb.h netinet/in.h ' +
    'netinet/tcp.h nl_types.h poll.h pthread.h pwd.h regex.h sched.h search.h semaphore.h spawn.h strings.h ' +
    'stropts.h sys/ipc.h sys/mman.h sys/msg.h sys/resource.h sys/select.h sys/sem.h sys/shm.h sys/socket.h sys/stat.h ' +
    'sys/statvfs.h sys/time.h sys/times.h sys/types.h sys/uio.h sys/un.h sys/utsname.h sys/wait.h syslog.h tar.h ' +
    'termios.h ulimit.h unistd.h utime.h utmpx.h wordexp.h alloca.h getopt.h malloc.h memory.h paths.h'
  ).split(' '),
);
