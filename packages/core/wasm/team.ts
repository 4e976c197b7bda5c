/** Where the team's words stand in memory; the parameters of the kernel at work lie before them. */
export const PARAMETERS = 0;
export const TEAM_WORDS = 128;

const word = (index: number): string => `(i32.const ${TEAM_WORDS + 64 * index})`;

/** Each in a cache line of its own. */
const GENERATION = word(0);
const IS_OPEN = word(1);
const NEXT = word(2);
const INSIDE = word(3);
const SLEEPERS = word(4);
const KERNEL = word(5);
const ITEMS = word(6);
const GRAIN = word(7);

/** How often a thread looks for work before it sleeps: some tens of microseconds. */
const LOOKS = 20_000;

/**
 * Threads that share a kernel's items. The caller of `run` opens the work and does what it can of it; threads that wait in
 * `serve` come in, take chunks of items off one counter, and leave. When the counter is at its end the caller closes the
 * work and waits until nobody is inside. A thread that comes too late, or never, is not waited for, and whoever does an item
 * does it alike, so the result does not depend on how many there are.
 *
 * A thread counts itself as inside before it looks whether the work is open, and the caller closes it before it looks
 * whether anybody is inside: one of the two sees the other.
 */
export const TEAM: string = `
  (func $takeChunks
    (local $from i32) (local $to i32) (local $items i32) (local $grain i32)
    (local.set $items (i32.load ${ITEMS}))
    (local.set $grain (i32.load ${GRAIN}))
    (block $done (loop $chunks
      (local.set $from (i32.atomic.rmw.add ${NEXT} (local.get $grain)))
      (br_if $done (i32.ge_s (local.get $from) (local.get $items)))
      (local.set $to (i32.add (local.get $from) (local.get $grain)))
      (call_indirect (type $kernel)
        (i32.const ${PARAMETERS})
        (local.get $from)
        (select (local.get $to) (local.get $items) (i32.lt_s (local.get $to) (local.get $items)))
        (i32.load ${KERNEL}))
      (br $chunks))))

  (func (export "run") (param $number i32) (param $items i32) (param $grain i32)
    (if (i32.ge_s (local.get $grain) (local.get $items))
      (then
        (call_indirect (type $kernel) (i32.const ${PARAMETERS}) (i32.const 0) (local.get $items) (local.get $number))
        (return)))
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
    (loop $wait (br_if $wait (i32.atomic.load ${INSIDE}))))

  (func (export "serve") (param $number i32)
    (local $seen i32) (local $looks i32)
    (global.set $thread (local.get $number))
    (loop $forever
      (local.set $seen (i32.atomic.load ${GENERATION}))
      (drop (i32.atomic.rmw.add ${INSIDE} (i32.const 1)))
      (if (i32.atomic.load ${IS_OPEN}) (then (call $takeChunks)))
      (drop (i32.atomic.rmw.sub ${INSIDE} (i32.const 1)))
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
