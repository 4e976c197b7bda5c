import type { Dialect } from "./dialect.ts";
import { flax, type FlaxOptions, type FlaxSettings } from "./flax.ts";
import { huggingface, type HuggingfaceOptions, type HuggingfaceSettings } from "./huggingface.ts";
import { ignite, type IgniteOptions, type IgniteSettings } from "./ignite.ts";
import { keras3, type Keras3Options, type Keras3Settings } from "./keras3.ts";
import { lightgbm, type LightgbmOptions, type LightgbmSettings } from "./lightgbm.ts";
import { lightning, type LightningOptions, type LightningSettings } from "./lightning.ts";
import { sklearnHgb, type SklearnHgbOptions, type SklearnHgbSettings } from "./sklearn-hgb.ts";
import { sklearnMlp, type SklearnMlpOptions, type SklearnMlpSettings } from "./sklearn-mlp.ts";
import { tfjs, type TfjsOptions, type TfjsSettings } from "./tfjs.ts";
import { xgboost, type XgboostOptions, type XgboostSettings } from "./xgboost.ts";

/** Options and checked options of each dialect, by its name. */
export interface DialectTypes {
  readonly keras3: { readonly options: Keras3Options; readonly settings: Keras3Settings };
  readonly tfjs: { readonly options: TfjsOptions; readonly settings: TfjsSettings };
  readonly lightning: { readonly options: LightningOptions; readonly settings: LightningSettings };
  readonly ignite: { readonly options: IgniteOptions; readonly settings: IgniteSettings };
  readonly flax: { readonly options: FlaxOptions; readonly settings: FlaxSettings };
  readonly huggingface: { readonly options: HuggingfaceOptions; readonly settings: HuggingfaceSettings };
  readonly xgboost: { readonly options: XgboostOptions; readonly settings: XgboostSettings };
  readonly lightgbm: { readonly options: LightgbmOptions; readonly settings: LightgbmSettings };
  readonly "sklearn-mlp": { readonly options: SklearnMlpOptions; readonly settings: SklearnMlpSettings };
  readonly "sklearn-hgb": { readonly options: SklearnHgbOptions; readonly settings: SklearnHgbSettings };
}

/** A library whose rule is known. */
export type DialectName = keyof DialectTypes;

/** Options of each dialect; its own file has their meaning and defaults. */
export type DialectOptions = DialectTypes[DialectName]["options"];

/** Checked options of each dialect, with the library's defaults; plain data. */
export type DialectSettings = DialectTypes[DialectName]["settings"];

/** The rules of other libraries by name. */
export const DIALECTS: {
  readonly [Name in DialectName]: Dialect<DialectTypes[Name]["settings"]>;
} = {
  keras3,
  tfjs,
  lightning,
  ignite,
  flax,
  huggingface,
  xgboost,
  lightgbm,
  "sklearn-mlp": sklearnMlp,
  "sklearn-hgb": sklearnHgb,
};
