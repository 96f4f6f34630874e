// Thin calls behind CLinux.h; compiled as C because accept4 hides behind _GNU_SOURCE, which the
// module of the system headers is built without.
#define _GNU_SOURCE
#include "CLinux.h"

#include <malloc.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <time.h>

int clinux_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int clinux_epoll_control(int epoll, int operation, int descriptor, uint32_t events, uint64_t token) {
    struct epoll_event event = { .events = events, .data.u64 = token };
    return epoll_ctl(epoll, operation, descriptor, &event);
}

int clinux_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

int clinux_timer(void) { return timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC); }

int clinux_timer_set(int timer, int64_t moment) {
    struct itimerspec when = {
        .it_value = { .tv_sec = moment / 1000000000, .tv_nsec = moment % 1000000000 } };
    return timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, NULL);
}

int clinux_signalfd(const sigset_t *mask) { return signalfd(-1, mask, SFD_NONBLOCK | SFD_CLOEXEC); }

int clinux_accept(int listener, struct sockaddr *address, socklen_t *length) {
    return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int clinux_give_way(void) {
    // To Linux, 0 is the calling thread and not its process.
    return sched_setscheduler(0, SCHED_IDLE, &(struct sched_param){ 0 });
}

void clinux_trim_heap(void) { malloc_trim(0); }
