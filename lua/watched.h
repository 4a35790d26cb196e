/*
** watched.h - whether a sanitizer watches this build: CX_WATCHED
**
** In:      what the compiler says.  Out: one macro.  Owns: nothing.
*/
#ifndef CX_WATCHED_H
#define CX_WATCHED_H

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CX_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CX_WATCHED 1
#endif
#endif

#endif
