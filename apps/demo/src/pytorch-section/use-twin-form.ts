import { useEffect, useMemo } from "preact/hooks";
import { effect } from "@preact/signals";
import { replaceSectionQuery, sectionAddress } from "../ui/section-address.ts";
import { DEFAULT_TWIN } from "./twin-settings.ts";
import { TwinForm } from "./twin-form.ts";
import { readTwinQuery, writeTwinQuery } from "./twin-query.ts";

const ID = "pytorch";

/** The section's form, which follows the address and is followed by it. */
export function useTwinForm(): TwinForm {
  const form = useMemo(() => {
    const made = new TwinForm();
    takeAddress(made);
    return made;
  }, []);
  useEffect(() => {
    const disposeReading = effect(() => takeAddress(form));
    const disposeWriting = effect(() => {
      // An address that nobody has changed stays as short as it is.
      if (form.settings.value !== DEFAULT_TWIN) replaceSectionQuery(ID, writeTwinQuery(form.settings.value));
    });
    return () => {
      disposeReading();
      disposeWriting();
    };
  }, [form]);
  return form;
}

function takeAddress(form: TwinForm): void {
  const { id, query } = sectionAddress.value;
  if (id !== ID || query === writeTwinQuery(form.settings.peek())) return;
  form.write(readTwinQuery(query));
}
