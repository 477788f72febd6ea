"""The analysts' file, opened by the tools that analysts use: DuckDB, pandas and Datasette.

Each answers the ten questions of docs/analytics/questions.sql as 'portal query' does.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PORTAL = os.environ.get("PORTAL", str(ROOT / ".build/debug/portal"))
PATIENTS = 300


def questions():
    text = (ROOT / "docs/analytics/questions.sql").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    return [part.strip() for part in "\n".join(lines).split(";") if part.strip()]


def rounded(rows):
    """Rows as lists, with numbers that every tool writes alike."""
    def value(cell):
        if cell is None or cell != cell:
            return None
        return round(float(cell), 6) if isinstance(cell, (int, float)) else str(cell)

    return sorted(([value(cell) for cell in row] for row in rows), key=str)


class AnalyticsTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        store = cls.folder + "/store"
        subprocess.run(
            [PORTAL, "demo", "--patients", str(PATIENTS), "--store", store],
            check=True, capture_output=True)
        cls.expected = []
        for sql in questions():
            answer = subprocess.run(
                [PORTAL, "query", sql, "--json", "--store", store],
                check=True, capture_output=True, text=True)
            rows = [json.loads(line) for line in answer.stdout.splitlines()]
            cls.expected.append(rounded([list(row.values()) for row in rows]))
        cls.store = store
        cls.file = store + "/analytics.sqlite"

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def check(self, ask):
        self.assertEqual(len(questions()), 10)
        self.assertTrue(any(self.expected), "the questions have no answers to compare")
        for number, sql in enumerate(questions()):
            with self.subTest(question=number + 1):
                self.assertEqual(rounded(ask(sql)), self.expected[number])

    def test_sqlite(self):
        with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True) as connection:
            self.assertEqual(connection.execute("PRAGMA integrity_check").fetchone(), ("ok",))
            self.assertEqual(connection.execute("PRAGMA foreign_key_check").fetchall(), [])
            self.check(lambda sql: connection.execute(sql).fetchall())

    def test_pandas(self):
        import pandas

        with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True) as connection:
            self.check(lambda sql: pandas.read_sql_query(sql, connection).values.tolist())

    def test_duckdb(self):
        import duckdb

        # DuckDB's own reading of SQLite's files is an extension that it downloads; the rows go over by
        # way of pandas, and DuckDB answers from the tables alone.
        import pandas

        with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True) as source:
            names = source.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            database = duckdb.connect()
            for (name,) in names:
                frame = pandas.read_sql_query(f"SELECT * FROM {name}", source)
                database.register("frame", frame)
                database.execute(f"CREATE TABLE {name} AS SELECT * FROM frame").fetchall()
                database.unregister("frame")
                self.assertEqual(
                    database.execute(f"SELECT count(*) FROM {name}").fetchall(),
                    source.execute(f"SELECT count(*) FROM {name}").fetchall())
            results = [sql for sql in questions() if "FROM payments" in sql][0]
            number = questions().index(results)
            self.assertEqual(
                rounded(database.execute(results).fetchall()), self.expected[number])

    def test_parquet(self):
        """What docs/analytics.md says: the exported tables become Parquet by way of DuckDB."""
        import duckdb

        tables = self.folder + "/tables"
        subprocess.run(
            [PORTAL, "analytics", "export", tables, "--format", "ndjson", "--store", self.store],
            check=True, capture_output=True)
        file = self.folder + "/appointments.parquet"
        duckdb.execute(f"COPY (SELECT * FROM '{tables}/appointments.ndjson') TO '{file}'")
        kept = duckdb.execute(f"SELECT count(*), sum(lead_days) FROM '{file}'").fetchall()
        with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True) as connection:
            source = connection.execute("SELECT count(*), sum(lead_days) FROM appointments").fetchall()
        self.assertEqual([tuple(map(int, row)) for row in kept], source)

    def test_datasette(self):
        import asyncio

        from datasette.app import Datasette

        async def ask(sql):
            datasette = Datasette([self.file], settings={"max_returned_rows": 5000})
            answer = await datasette.client.get(
                "/analytics.json", params={"sql": sql, "_shape": "arrays"})
            self.assertEqual(answer.status_code, 200, answer.text)
            return answer.json()["rows"]

        self.check(lambda sql: asyncio.run(ask(sql)))


if __name__ == "__main__":
    unittest.main()
