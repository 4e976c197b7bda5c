/** The parameters of the kernel at work lie here, and after them the words that threads agree by. */
const PARAMETERS = 0;
export const LARGEST_PARAMETERS = 128;

/** The team's words, each in a cache line of its own. */
export const TEAM_WORD_NAMES = [
  "generation",
  "isOpen",
  "next",
  "inside",
  "sleepers",
  "callerSleeps",
  "kernel",
  "items",
  "grain",
  "arrived",
  "crashed",
] as const;

const CACHE_LINE = 64;

/** Where nothing of the team's stands any more. */
export const FIRST_FREE_ADDRESS: number = LARGEST_PARAMETERS + CACHE_LINE * TEAM_WORD_NAMES.length;

/** The address of a word of the team's. */
export function teamWord(name: (typeof TEAM_WORD_NAMES)[number]): number {
  return LARGEST_PARAMETERS + CACHE_LINE * TEAM_WORD_NAMES.indexOf(name);
}

const word = (name: (typeof TEAM_WORD_NAMES)[number]): string => `(i32.const ${teamWord(name)})`;

const GENERATION = word("generation");
const IS_OPEN = word("isOpen");
const NEXT = word("next");
const INSIDE = word("inside");
const SLEEPERS = word("sleepers");
const CALLER_SLEEPS = word("callerSleeps");
const KERNEL = word("kernel");
const ITEMS = word("items");
const GRAIN = word("grain");
const ARRIVED = word("arrived");

/** How often a thread looks for work, and the caller for the end of it, before it sleeps: some tens of microseconds. */
const LOOKS = 20_000;
/** The longest that the caller sleeps before it looks whether a thread is gone. */
const LONGEST_SLEEP = 50_000_000;

/**
 * Threads that share a kernel's items. The caller of `run` opens the work and does what it can of it; threads that wait in
 * `serve` come in, take chunks of items off one counter, and leave. When the counter is at its end the caller closes the
 * work and waits until nobody is inside. A thread that comes too late, or never, is not waited for, and whoever does an item
 * does it alike, so the result does not depend on how many there are.
 *
 * A thread counts itself as inside before it looks whether the work is open, and the caller closes it before it looks
 * whether anybody is inside: one of the two sees the other. Likewise a thread counts itself as a sleeper before it compares
 * the generation and sleeps, and the caller begins a generation before it looks for sleepers; and the caller says that it
 * sleeps before it compares `inside`, which the last thread to leave has changed before it looks for a sleeping caller.
 *
 * `run` and `settle` return how many threads are still inside. With `mayWait` `settle` sleeps until nobody is, or for a
 * while; without (the main thread of a page may not sleep) it looks a number of times. Whoever calls them again can look for
 * threads that are gone in between.
 */
export const TEAM: string = `
  (func $takeChunks
    (local $from i32) (local $to i32) (local $items i32) (local $grain i32)
    (local.set $items (i32.load ${ITEMS}))
    (local.set $grain (i32.load ${GRAIN}))
    (block $done (loop $chunks
      (local.set $from (i32.atomic.rmw.add ${NEXT} (local.get $grain)))
      (br_if $done (i32.ge_u (local.get $from) (local.get $items)))
      (local.set $to (i32.add (local.get $from) (local.get $grain)))
      (call_indirect (type $kernel)
        (i32.const ${PARAMETERS})
        (local.get $from)
        (select (local.get $to) (local.get $items) (i32.lt_u (local.get $to) (local.get $items)))
        (i32.load ${KERNEL}))
      (br $chunks))))

  (func (export "run") (param $number i32) (param $items i32) (param $grain i32) (result i32)
    (if (i32.ge_s (local.get $grain) (local.get $items))
      (then
        (call_indirect (type $kernel) (i32.const ${PARAMETERS}) (i32.const 0) (local.get $items) (local.get $number))
        (return (i32.const 0))))
    (i32.store ${KERNEL} (local.get $number))
    (i32.store ${ITEMS} (local.get $items))
    (i32.store ${GRAIN} (local.get $grain))
    (i32.atomic.store ${NEXT} (i32.const 0))
    (i32.atomic.store ${IS_OPEN} (i32.const 1))
    (drop (i32.atomic.rmw.add ${GENERATION} (i32.const 1)))
    (if (i32.atomic.load ${SLEEPERS})
      (then (drop (memory.atomic.notify ${GENERATION} (i32.const -1)))))
    (call $takeChunks)
    (i32.atomic.store ${IS_OPEN} (i32.const 0))
    (call $settle (i32.const 0)))

  (func $settle (export "settle") (param $mayWait i32) (result i32)
    (local $looks i32) (local $inside i32)
    (local.set $looks (i32.const ${LOOKS}))
    (loop $look
      (if (i32.eqz (i32.atomic.load ${INSIDE})) (then (return (i32.const 0))))
      (local.set $looks (i32.sub (local.get $looks) (i32.const 1)))
      (br_if $look (local.get $looks)))
    (if (local.get $mayWait)
      (then
        (i32.atomic.store ${CALLER_SLEEPS} (i32.const 1))
        (local.set $inside (i32.atomic.load ${INSIDE}))
        (if (local.get $inside)
          (then (drop (memory.atomic.wait32 ${INSIDE} (local.get $inside) (i64.const ${LONGEST_SLEEP})))))
        (i32.atomic.store ${CALLER_SLEEPS} (i32.const 0))))
    (i32.atomic.load ${INSIDE}))

  (func (export "serve") (param $number i32)
    (local $seen i32) (local $looks i32)
    (global.set $thread (local.get $number))
    (drop (i32.atomic.rmw.add ${ARRIVED} (i32.const 1)))
    (loop $forever
      (local.set $seen (i32.atomic.load ${GENERATION}))
      (if (i32.atomic.load ${IS_OPEN})
        (then
          (drop (i32.atomic.rmw.add ${INSIDE} (i32.const 1)))
          (if (i32.atomic.load ${IS_OPEN}) (then (call $takeChunks)))
          (if (i32.eq (i32.atomic.rmw.sub ${INSIDE} (i32.const 1)) (i32.const 1))
            (then (if (i32.atomic.load ${CALLER_SLEEPS})
              (then (drop (memory.atomic.notify ${INSIDE} (i32.const -1)))))))))
      (local.set $looks (i32.const ${LOOKS}))
      (block $work (loop $look
        (br_if $work (i32.ne (i32.atomic.load ${GENERATION}) (local.get $seen)))
        (local.set $looks (i32.sub (local.get $looks) (i32.const 1)))
        (br_if $look (local.get $looks))
        (drop (i32.atomic.rmw.add ${SLEEPERS} (i32.const 1)))
        (drop (memory.atomic.wait32 ${GENERATION} (local.get $seen) (i64.const -1)))
        (drop (i32.atomic.rmw.sub ${SLEEPERS} (i32.const 1)))))
      (br $forever)))
`;
