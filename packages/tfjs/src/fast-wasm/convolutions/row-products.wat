;; sum[c] += left[i, c] * right[i, c] over `count` rows. Addresses and `leftStep` are in bytes; rows of `right` lie side by side.
;; The bytes in row-products-module.ts are `wat2wasm row-products.wat`; with threads the import reads (memory 0 65536 shared).
(module
  (import "heap" "memory" (memory 0))
  (func (export "addRowProducts")
    (param $left i32) (param $right i32) (param $sum i32) (param $count i32) (param $channels i32) (param $leftStep i32)
    (local $rightStep i32) (local $i i32) (local $l i32) (local $r i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $s f32)
    (local.set $rightStep (i32.shl (local.get $channels) (i32.const 2)))
    ;; Sixteen channels at a time: four sums hide the latency of an addition.
    (block $sixteens-done
      (loop $sixteens
        (br_if $sixteens-done (i32.lt_s (local.get $channels) (i32.const 16)))
        (local.set $a (v128.load (local.get $sum)))
        (local.set $b (v128.load offset=16 (local.get $sum)))
        (local.set $c (v128.load offset=32 (local.get $sum)))
        (local.set $d (v128.load offset=48 (local.get $sum)))
        (local.set $i (local.get $count))
        (local.set $l (local.get $left))
        (local.set $r (local.get $right))
        (block $done
          (loop $rows
            (br_if $done (i32.eqz (local.get $i)))
            (local.set $a (f32x4.add (local.get $a) (f32x4.mul (v128.load (local.get $l)) (v128.load (local.get $r)))))
            (local.set $b (f32x4.add (local.get $b) (f32x4.mul (v128.load offset=16 (local.get $l)) (v128.load offset=16 (local.get $r)))))
            (local.set $c (f32x4.add (local.get $c) (f32x4.mul (v128.load offset=32 (local.get $l)) (v128.load offset=32 (local.get $r)))))
            (local.set $d (f32x4.add (local.get $d) (f32x4.mul (v128.load offset=48 (local.get $l)) (v128.load offset=48 (local.get $r)))))
            (local.set $l (i32.add (local.get $l) (local.get $leftStep)))
            (local.set $r (i32.add (local.get $r) (local.get $rightStep)))
            (local.set $i (i32.sub (local.get $i) (i32.const 1)))
            (br $rows)))
        (v128.store (local.get $sum) (local.get $a))
        (v128.store offset=16 (local.get $sum) (local.get $b))
        (v128.store offset=32 (local.get $sum) (local.get $c))
        (v128.store offset=48 (local.get $sum) (local.get $d))
        (local.set $left (i32.add (local.get $left) (i32.const 64)))
        (local.set $right (i32.add (local.get $right) (i32.const 64)))
        (local.set $sum (i32.add (local.get $sum) (i32.const 64)))
        (local.set $channels (i32.sub (local.get $channels) (i32.const 16)))
        (br $sixteens)))
    (block $fours-done
      (loop $fours
        (br_if $fours-done (i32.lt_s (local.get $channels) (i32.const 4)))
        (local.set $a (v128.load (local.get $sum)))
        (local.set $i (local.get $count))
        (local.set $l (local.get $left))
        (local.set $r (local.get $right))
        (block $done
          (loop $rows
            (br_if $done (i32.eqz (local.get $i)))
            (local.set $a (f32x4.add (local.get $a) (f32x4.mul (v128.load (local.get $l)) (v128.load (local.get $r)))))
            (local.set $l (i32.add (local.get $l) (local.get $leftStep)))
            (local.set $r (i32.add (local.get $r) (local.get $rightStep)))
            (local.set $i (i32.sub (local.get $i) (i32.const 1)))
            (br $rows)))
        (v128.store (local.get $sum) (local.get $a))
        (local.set $left (i32.add (local.get $left) (i32.const 16)))
        (local.set $right (i32.add (local.get $right) (i32.const 16)))
        (local.set $sum (i32.add (local.get $sum) (i32.const 16)))
        (local.set $channels (i32.sub (local.get $channels) (i32.const 4)))
        (br $fours)))
    (block $ones-done
      (loop $ones
        (br_if $ones-done (i32.lt_s (local.get $channels) (i32.const 1)))
        (local.set $s (f32.load (local.get $sum)))
        (local.set $i (local.get $count))
        (local.set $l (local.get $left))
        (local.set $r (local.get $right))
        (block $done
          (loop $rows
            (br_if $done (i32.eqz (local.get $i)))
            (local.set $s (f32.add (local.get $s) (f32.mul (f32.load (local.get $l)) (f32.load (local.get $r)))))
            (local.set $l (i32.add (local.get $l) (local.get $leftStep)))
            (local.set $r (i32.add (local.get $r) (local.get $rightStep)))
            (local.set $i (i32.sub (local.get $i) (i32.const 1)))
            (br $rows)))
        (f32.store (local.get $sum) (local.get $s))
        (local.set $left (i32.add (local.get $left) (i32.const 4)))
        (local.set $right (i32.add (local.get $right) (i32.const 4)))
        (local.set $sum (i32.add (local.get $sum) (i32.const 4)))
        (local.set $channels (i32.sub (local.get $channels) (i32.const 1)))
        (br $ones)))))
