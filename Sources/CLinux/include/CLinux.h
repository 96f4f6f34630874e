// What Swift's Glibc module lacks. Flags that are always wanted (non-blocking, close on exec) are
// set here, so that no caller can forget them; the rest is passed through.
#pragma once

#include <signal.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

/// A new epoll descriptor, closed on exec; -1 and errno on failure.
int clinux_epoll_create(void);

/// Adds, changes or removes interest in a descriptor; `token` comes back with its events.
int clinux_epoll_control(int epoll, int operation, int descriptor, uint32_t events, uint64_t token);

/// A new event counter at zero, non-blocking, closed on exec; -1 and errno on failure.
int clinux_eventfd(void);

/// A new timer on the monotonic clock, not running, non-blocking, closed on exec; -1 and errno.
int clinux_timer(void);

/// Rings the timer at a moment of the monotonic clock, in nanoseconds, or never when it is 0.
int clinux_timer_set(int timer, int64_t moment);

/// A descriptor that reads the signals of `mask`, non-blocking, closed on exec; -1 and errno.
int clinux_signalfd(const sigset_t *mask);

/// The next waiting connection, non-blocking, closed on exec; -1 and errno on failure.
int clinux_accept(int listener, struct sockaddr *address, socklen_t *length);

/// Lets the calling thread run when no other thread of the machine wants to (SCHED_IDLE); -1 and
/// errno.
int clinux_give_way(void);

/// Gives pages of the heap that hold nothing back to the system.
void clinux_trim_heap(void);
