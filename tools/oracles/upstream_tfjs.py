"""TensorFlow.js's tests of its early stopping and of its dropout, restated; the stops are played on its callback."""

from early_stopping_tfjs import PACKAGES, VERSION, play
from upstream_cases import Source, UpstreamCases
from upstream_dropout import add_dropout, add_refusal, data, fill_of
from upstream_stopping import add_stop, rule
from vector_format import f64_hex, vector_file

STOPPING = Source(
    "tensorflow/tfjs", "tfjs-layers/src/callbacks_test.ts", "06263085469d1149ac962ab9b2a7c0c1be6c79f3"
)
DROPOUT = Source("tensorflow/tfjs", "tfjs-core/src/ops/dropout_test.ts", "363ed9119ad1c535f3bef91d71ea64a5e578165b")
NOISE = Source("tensorflow/tfjs", "tfjs-layers/src/layers/noise_test.ts", "06263085469d1149ac962ab9b2a7c0c1be6c79f3")

# Test, options, values, the check that stops.
STOPS = [
    ("Default monitor, default mode, increasing val_loss", {}, [10, 9, 9.5], 2),
    ("Default monitor, default mode, holding val_loss", {}, [10, 9, 9], 2),
    ("Default monitor, default mode, custom minDelta", {"minDelta": 1}, [10, 8, 7.5], 2),
    ("Default monitor, default mode, custom baseline, stopping", {"baseline": 5}, [6], 0),
    ("Default monitor, default mode, custom baseline, not stopping", {"baseline": 5}, [4, 4.5], 1),
    ("Custom monitor, default model, increasing", {}, [100, 120], 1),
    ("Custom monitor, max, increasing", {"mode": "max"}, [100, 120, 110], 2),
    ("Custom monitor, max, custom minDelta", {"mode": "max", "minDelta": 5}, [100, 120, 122], 2),
    ("Custom monitor, max, custom negative minDelta", {"mode": "max", "minDelta": -5}, [100, 120, 122], 2),
    ("Patience = 2", {"patience": 2}, [10, 9, 9.5, 9.6], 3),
]

# The runs of these tests are known by the metrics in their comments; the mode was guessed from the name.
RUNS = [
    (
        "Functional model, monitor loss, With minDelta",
        {"minDelta": 0.25},
        [1, 0.734, 0.549, 0.421, 0.332],
        2,
    ),
    ("Sequential model, monitor val_acc", {"mode": "max"}, [0.5] * 10, 1),
    ("Sequential model, monitor val_acc, custom patience", {"mode": "max", "patience": 4}, [0.5] * 10, 4),
]


def generate() -> dict:
    cases = UpstreamCases()
    notes = [None] * len(STOPS) + ["its metrics are those of the test's comment"] * len(RUNS)
    stops = [(test, {"mode": "min", "patience": 0, "minDelta": 0, **options}, values, stop)
             for test, options, values, stop in STOPS + RUNS]
    played = play([{"options": options, "sequences": [f64_hex(values)]} for _, options, values, _ in stops])
    for (test, options, values, stop), ((stopped, _),), note in zip(stops, played, notes, strict=True):
        assert stopped == stop, (test, stopped)
        given = {"dialect": "tfjs", **options}
        add_stop(cases, "upstream-tfjs", STOPPING.test(test, note), [rule(given, values)], stop, len(values))
    add_run(cases)
    add_dropouts(cases)
    add_noise(cases)
    file = vector_file("upstream-tfjs", "upstream_tfjs.py", [], cases)
    file["provenance"]["libraries"] = {package: VERSION for package in PACKAGES}
    return file


def add_run(cases: UpstreamCases) -> None:
    """The first of the runs on an engine: one weight and a bias from 1 and 0, plain SGD of the whole batch."""
    expect = {"stopEpoch": 2, "trainingLosses": f64_hex([1, 0.734, 0.549])}
    note = "the losses are those of the test's comment, which gives three digits"
    given = {
        "inputs": data([1, 2, 3, 4], [4, 1]),
        "targets": data([2, 3, 4, 5], [4, 1]),
        "weight": 1,
        "bias": 0,
        "learningRate": 0.01,
        "epochs": 10,
        "options": {"dialect": "tfjs", "mode": "min", "minDelta": 0.25},
    }
    source = STOPPING.test("Functional model, monitor loss, With minDelta", note)
    cases.restate("upstream-tfjs.run", source, given, expect, 5e-4)


def add_noise(cases: UpstreamCases) -> None:
    """
    Layers that draw noise: of inputs of ones, prediction is the identity and training is not. Shapes stay, also where
    TensorFlow.js makes a graph only; gaussian dropout of rate 1, which has no finite noise, is not among ours.
    """
    layers = {
        "GaussianNoise": ("gaussian-noise", "standardDeviation", 1, 2),
        "GaussianDropout": ("gaussian-dropout", "rate", 0.5, 1),
        "AlphaDropout": ("alpha-dropout", "rate", 0.5, 1),
    }
    for name, (kind, option, strength, rows) in layers.items():
        ones = fill_of(1, rows, 2)
        for test, laws in (("Predict", ["evaluation"]), ("Train", ["shape", "not-identity"])):
            add_dropout(cases, "upstream-tfjs", NOISE.test(f"{name}: {test}"), {"kind": kind, option: strength}, ones,
                        [{"law": law} for law in laws])
        label = "std" if name == "GaussianNoise" else "dropoutRate"
        for value in (0, 1, 0.5):
            for shape in ([10, 4], [12, 10, 4]):
                if (name, value) == ("GaussianDropout", 1):
                    continue
                written = str(shape).replace(" ", "")
                source = NOISE.test(f"{name}: Symbolic, {label}={value}; input shape={written}", "on numbers")
                add_dropout(cases, "upstream-tfjs", source, {"kind": kind, option: value}, fill_of(1, *shape),
                            [{"law": "shape"}])


def add_dropouts(cases: UpstreamCases) -> None:
    vector, matrix = ([1, 2, 2, 1], [1, 4]), ([1, 5, 2, 4, 3, 6], [2, 3])
    identity = [{"law": "shape"}, {"law": "identity"}]
    scaled = [{"law": "shape"}, {"law": "kept-scaled", "scale": 4, "within": 5e-3}]
    row = "a vector is a batch of one row"

    def add(test: str, rate: float, values: tuple, laws: list[dict], note=None, **layer) -> None:
        add_dropout(cases, "upstream-tfjs", DROPOUT.test(test, note),
                    {"kind": "dropout", "rate": rate, **layer}, data(*values), laws)

    add("x 1d array, rate 0", 0, vector, identity, row)
    add("x 1d array, rate 0.75", 0.75, vector, scaled, row)
    add("x 2d array, rate 0", 0, matrix, identity)
    add("x 2d array, rate 0.75", 0.75, matrix, scaled)
    add("x 1d array, rate 0.75, with noise shape length = 1", 0.75, vector,
        [*scaled, {"law": "all-or-nothing", "from": 0}], row, sharedAxes=[0, 1])
    add("x 2d array, rate 0.75, with noise shape length = 2", 0.75, matrix,
        [*scaled, {"law": "all-or-nothing", "from": 1}], sharedAxes=[1])
    add("broadcast noise shape", 0.75, matrix,
        [*scaled, {"law": "all-or-nothing", "from": 1}], "one draw for all", sharedAxes=[0, 1])
    add("x 1d array, rate 0.75, with seed", 0.75, vector, scaled, row)
    add("x TensorLike object", 0, vector, identity, row)
    add_refusal(cases, "upstream-tfjs", DROPOUT.test("throws when rate is not in the range [0, 1)"),
                {"kind": "dropout", "rate": 1.5})
