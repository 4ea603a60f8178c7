// Functions that the C library is given call them; which those are, its headers say.
#include <pthread.h>
#include <search.h>
#include <signal.h>
#include <stdlib.h>

static int compare(const void *a, const void *b) { return 0; }
static void finish(void) {}
static void onSignal(int number) {}
static void *work(void *given) { return given; }
static void keep(int (*function)(const void *, const void *));
int count;

void run(int *values, void **root)
{
	pthread_t thread;
	qsort(values, 3, sizeof(int), compare);
//                               ^^^^^^^ call inferred library.compare
	bsearch(values, values, 3, sizeof(int), &compare);
//                                          ^^^^^^^ call inferred library.compare
	pthread_create(&thread, NULL, work, &count);
//                               ^^^^ call inferred library.work
//                                      ^^^^^ no call
	signal(SIGINT, onSignal);
//                ^^^^^^^^ call inferred library.onSignal
	atexit(finish);
//        ^^^^^^ call inferred library.finish
	tsearch(values, root, compare);
//                       ^^^^^^^ call inferred library.compare
	keep(compare);
//      ^^^^^^^ no call
//      ^^^^^^^ ref exact library.compare
	count = acosf64x(1);
//       ^^^^^^^^ call external libc:acosf64x
}

// A function of the project with the name of one of the library is no other.
// --- own.c
static void work(void) {}
void qsort_r(void *values, void (*function)(void)) { function(); }
void sort(void *values)
{
	qsort_r(values, work);
//                 ^^^^ no call
//                 ^^^^ ref exact own.work
}
