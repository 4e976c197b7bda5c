import { formatCount } from "lockstep/number-format";
import { useEffect, useRef } from "preact/hooks";
import type { ImageSample, ImagesView } from "../worker/onnx-worker-api.ts";

/** Some images of each class, as the model gets them. */
export function ImagesPreview({ images }: { readonly images: ImagesView }) {
  const { name, classes, samples, madeInto, others } = images;
  const count = classes.reduce((sum, one) => sum + one.count, 0);
  return (
    <div class="stack tight">
      <p class="small">
        <strong>{name}</strong>: {formatCount(count)} images in {classes.length} classes. Each was made into {madeInto},
        whatever its own size{others.length > 0 && `; left out: ${listed(others)}`}.
      </p>
      <ul class="onnx-samples">
        {samples.map((sample) => (
          <li key={sample.path}>
            <Sample sample={sample} />
            <span class="small soft">{classes[sample.label]!.name}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function listed(paths: readonly string[]): string {
  return paths.length > 3 ? `${paths.slice(0, 3).join(", ")} and ${paths.length - 3} more` : paths.join(", ");
}

function Sample({ sample }: { readonly sample: ImageSample }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const image = new ImageData(sample.pixels, sample.width, sample.height);
    canvas.current!.getContext("2d")!.putImageData(image, 0, 0);
  }, [sample]);
  return <canvas ref={canvas} width={sample.width} height={sample.height} role="img" aria-label={sample.path} />;
}
