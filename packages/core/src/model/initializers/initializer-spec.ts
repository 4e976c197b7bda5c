import type { ConstantInitSpec } from "./constant-init.ts";
import type { KaimingNormalSpec } from "./kaiming-normal.ts";
import type { KaimingUniformSpec } from "./kaiming-uniform.ts";
import type { LecunNormalSpec } from "./lecun-normal.ts";
import type { NormalInitSpec } from "./normal-init.ts";
import type { TruncatedNormalInitSpec } from "./truncated-normal-init.ts";
import type { UniformInitSpec } from "./uniform-init.ts";
import type { XavierNormalSpec } from "./xavier-normal.ts";
import type { XavierUniformSpec } from "./xavier-uniform.ts";

/** Every law that a parameter's first values can be drawn by, as plain data, told apart by `kind`. */
export type InitializerSpec =
  | ConstantInitSpec
  | KaimingNormalSpec
  | KaimingUniformSpec
  | LecunNormalSpec
  | NormalInitSpec
  | TruncatedNormalInitSpec
  | UniformInitSpec
  | XavierNormalSpec
  | XavierUniformSpec;
