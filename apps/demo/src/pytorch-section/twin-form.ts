import { computed, signal } from "@preact/signals";
import { readTwinField, type TwinField } from "./read-twin-field.ts";
import { DEFAULT_TWIN, type TwinSettings } from "./twin-settings.ts";

type Texts = Readonly<Record<TwinField, string>>;
type Problems = Readonly<Partial<Record<TwinField, string>>>;

const FIELDS = Object.keys(DEFAULT_TWIN) as readonly TwinField[];

/** The fields of the section: what is typed, what is wrong with it, and the settings that it means. */
export class TwinForm {
  readonly #texts = signal<Texts>(textsOf(DEFAULT_TWIN));
  readonly #settings = signal(DEFAULT_TWIN);

  readonly texts = computed(() => this.#texts.value);

  /** A sentence for each field whose text means nothing. */
  readonly problems = computed<Problems>(() =>
    Object.fromEntries(
      FIELDS.map((field) => [field, read(field, this.#texts.value[field])] as const)
        .filter(([, outcome]) => "problem" in outcome)
        .map(([field, outcome]) => [field, (outcome as { readonly problem: string }).problem]),
    ),
  );

  /** Where a field's text means nothing, what it meant before. */
  readonly settings = computed(() => this.#settings.value);

  /** Takes what was typed, or stands in the address. */
  write(texts: Partial<Texts>): void {
    // Without subscribing whoever writes from an effect.
    this.#texts.value = { ...this.#texts.peek(), ...texts };
    for (const [field, text] of Object.entries(texts)) {
      const outcome = read(field as TwinField, text);
      if ("value" in outcome) this.#settings.value = { ...this.#settings.peek(), [field]: outcome.value };
    }
  }
}

type Outcome = { readonly value: bigint | number } | { readonly problem: string };

function read(field: TwinField, text: string): Outcome {
  try {
    return { value: readTwinField(field, text) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function textsOf(settings: TwinSettings): Texts {
  return Object.fromEntries(FIELDS.map((field) => [field, String(settings[field])])) as unknown as Texts;
}
