"""CSV tables: fields by Python's `csv`, numbers by NumPy, classes by sorting."""

import csv
import io

import numpy as np

from vector_format import Cases, f32_hex, vector_file

LABEL_NAMES = ["label", "class", "target", "species"]

CLASS_TABLES = [
    ("length,width,species\n5.1,3.5,setosa\n6.2,2.9,virginica\n4.9,3,setosa\n", None),
    ("label,x\nb,1\na,2.5\n", None),
    ("x,Label,y\n1,10,2\n1,9,2\n1,2,2\n", None),
    ('"x","a ""b"", c",kind\r\n"1",2,"p,q"\r\n\r\n3,-4e-3,r\r\n', None),
    ('x,y\n"1","two\nlines"\n.5,b', None),
    ("\ufeffa,b,c\n1,u,3\n2,v,4\n", "b"),
    (" x , label \n 1 , u \n +2. , v \n", None),
]
VALUE_TABLES = [
    ("size,rooms,price\n50,2,100.25\n80,3,1e3\n", ["price"], None),
    ("a,b,c,d\n0.1,-0,16777217,1e-45\n3.4028235e38,2,3,4\n", ["d", "a"], ["c", "b"]),
    ('y,"x, 1"\n1,2\n', ["y"], None),
]


def fields(text: str) -> tuple[list[str], list[list[str]]]:
    records = [row for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")) if row]
    return records[0], records[1:]


def numbers(rows: list[list[str]], columns: list[int]) -> str:
    return f32_hex([[np.float32(float(row[column])) for column in columns] for row in rows])


def generate() -> dict:
    cases = Cases()
    for text, label in CLASS_TABLES:
        header, rows = fields(text)
        named = [index for index, name in enumerate(header) if name.strip().lower() in LABEL_NAMES]
        column = header.index(label) if label is not None else (named or [len(header) - 1])[0]
        texts = [row[column].strip() for row in rows]
        numeric = all(value.replace(".", "", 1).isdigit() for value in texts)
        classes = sorted(set(texts), key=float if numeric else None)
        others = [index for index in range(len(header)) if index != column]
        given = {"text": text} | ({} if label is None else {"label": label})
        expect = {
            "columns": [header[index] for index in others],
            "values": numbers(rows, others),
            "labels": [classes.index(value) for value in texts],
            "classes": classes,
        }
        cases.add("csv.classes", "exact", given, expect)
    for text, targets, columns in VALUE_TABLES:
        header, rows = fields(text)
        wanted = [header.index(name) for name in targets]
        others = (
            [index for index in range(len(header)) if index not in wanted]
            if columns is None
            else [header.index(name) for name in columns]
        )
        given = {"text": text, "targets": targets} | ({} if columns is None else {"columns": columns})
        expect = {
            "columns": [header[index] for index in others],
            "values": numbers(rows, others),
            "targets": numbers(rows, wanted),
        }
        cases.add("csv.values", "exact", given, expect)
    return vector_file("csv", "csv_tables.py", ["numpy"], cases)
