import { DropoutCard } from "./dropout-card.tsx";
import { PermutationCard } from "./permutation-card.tsx";
import { SeedCard } from "./seed-card.tsx";
import { useTwinForm } from "./use-twin-form.ts";
import { WeightsCard } from "./weights-card.tsx";
import { WholeRunCard } from "./whole-run-card.tsx";
import "./pytorch-section.css";

/** What PyTorch draws after `torch.manual_seed`, drawn here, next to the script that gives the same. */
export function PytorchSection() {
  const form = useTwinForm();
  return (
    <div class="section">
      <SeedCard form={form} />
      <DropoutCard form={form} />
      <PermutationCard form={form} />
      <WeightsCard form={form} />
      <WholeRunCard form={form} />
      <p class="small soft prose">
        The scripts of this page were run with PyTorch 2.13.0 on an x86 CPU with AVX2, and what they printed is what is
        printed here. PyTorch draws so since 2.7, on the CPU. On CUDA another generator draws other numbers from the
        same seed, and without AVX2 initial weights differ in their last bit.
      </p>
    </div>
  );
}
