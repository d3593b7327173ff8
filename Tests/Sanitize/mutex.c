// What the thread sanitizer has to be told of a Mutex of Swift that somebody waits for.
//
// Where nobody waits, a mutex is taken and given back by code that is compiled with the caller's and seen by the
// sanitizer. Otherwise libswiftSynchronization does it with the kernel, and is not built for the sanitizer: what the last
// holder wrote then looks as if it were written at the same time. Linked into what is tested, these take the place of its
// two functions, call them, and tell of the release and of the acquisition.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

typedef __attribute__((swiftcall)) void Lock(uint32_t thread, __attribute__((swift_context)) void *mutex);
typedef __attribute__((swiftcall)) void Unlock(__attribute__((swift_context)) void *mutex);

void __tsan_acquire(void *address);
void __tsan_release(void *address);

Lock wait_and_lock __asm__(LOCK);
Unlock unlock_and_wake __asm__(UNLOCK);

__attribute__((swiftcall)) void wait_and_lock(uint32_t thread, __attribute__((swift_context)) void *mutex) {
  ((Lock *)dlsym(RTLD_NEXT, LOCK))(thread, mutex);
  __tsan_acquire(mutex);
}

__attribute__((swiftcall)) void unlock_and_wake(__attribute__((swift_context)) void *mutex) {
  __tsan_release(mutex);
  ((Unlock *)dlsym(RTLD_NEXT, UNLOCK))(mutex);
}
