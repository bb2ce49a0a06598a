# SPDX-License-Identifier: LGPL-3.0-or-later
"""The search for a rate, and what is made of results: ratios, goals, tables, plots. The results here
are invented."""

import tempfile
import unittest
import xml.etree.ElementTree
from pathlib import Path

import figures
import report
from goals import Results, judged, worst_burst
from scenarios import BURSTS, IDLE, SCENARIOS, greatest_held


def point(per_cpu):
    return {"per_cpu": per_cpu, "per_second": per_cpu, "sent_per_second": per_cpu / 100,
            "per_send": 1, "p50_us": 100, "p99_us": 300, "server_busy": 0.9, "generator_busy": 0.96}


def measured(results):
    servers = {name: {"title": f"The {name}", "configuration": "as it comes"}
               for rounds in results.values() for name in rounds}
    machine = {"commit": "abc", "date": "today", "processor": "one", "memory": "1 GiB",
               "kernel": "6", "load_before": 0, "versions": {"node": "v20"},
               "flush_ms": {"median": 1, "p99": 2}}
    return {"machine": machine, "rounds": 3, "pace": 1, "quick": False, "servers": servers,
            "scenarios": {each.name: {"title": each.title, "method": each.method}
                          for each in SCENARIOS if each.name in results},
            "results": results}


class Ratios(unittest.TestCase):
    def test_are_medians_of_each_rounds_ratio(self):
        results = Results(measured({"fanout": {
            "lanroom": [{"100 members": point(value)} for value in (2, 30, 12)],
            "uws": [{"100 members": point(value)} for value in (1, 10, 10)]}}))
        self.assertEqual(results.ratio("fanout", "lanroom", "uws", "100 members"), 2)

    def test_leave_out_a_round_in_which_either_failed(self):
        results = Results(measured({"fanout": {
            "lanroom": [{"failed": "gone"}, {"100 members": point(3)}, {"100 members": point(9)}],
            "uws": [{"100 members": point(1)}, {"100 members": point(1)}, {"failed": "gone"}]}}))
        self.assertEqual(results.ratio("fanout", "lanroom", "uws", "100 members"), 3)

    def test_to_the_best_peer_are_the_worst_of_all_bursts(self):
        ours = {f"{burst}": point(100) for burst in BURSTS}
        slow = {f"{burst}": point(10) for burst in BURSTS}
        fast_once = {f"{burst}": point(200 if burst == 8 else 20) for burst in BURSTS}
        results = Results(measured({"bursts": {"lanroom": [ours], "uws": [slow],
                                               "beast": [fast_once]}}))
        self.assertEqual(worst_burst(results, "lanroom"), 0.5)


class GreatestHeld(unittest.TestCase):
    def search(self, limit, start, accident=None):
        return greatest_held(lambda rate: {"per_second": rate}
                             if rate <= limit and rate != accident else None, start)["per_second"]

    def test_is_found_below_and_above_where_it_starts(self):
        for limit in (100, 990, 1000, 5000):
            self.assertTrue(0.96 * limit < self.search(limit, 1000) <= limit)

    def test_is_found_however_far_below(self):
        """Batches of 128 fill a server with a hundred times what it holds one by one."""
        self.assertTrue(96 < self.search(100, 16_000) <= 100)

    def test_survives_an_accident(self):
        self.assertGreater(self.search(1000, 1000, accident=1000), 900)

    def test_is_nothing_when_nothing_is_held(self):
        self.assertEqual(self.search(1, 1000), 0)


class Goals(unittest.TestCase):
    def outcome(self, of_none):
        idle = {f"{count} idle": {**point(100), "of_none": of_none if count == IDLE[-1] else 1}
                for count in IDLE}
        everything = measured({"idle": {"lanroom": [{**idle, "memory": {"pss": 8, "rss": 9}}]}})
        return {goal.text: goal.reached(value) for goal, _, value in judged(everything)}

    def test_can_be_reached(self):
        self.assertEqual(set(self.outcome(0.98).values()), {True})
        self.assertEqual(len(self.outcome(0.98)), 2)

    def test_can_be_missed(self):
        self.assertEqual(sorted(self.outcome(0.9).values()), [False, True])


class Written(unittest.TestCase):
    def test_tells_figures_limits_and_failures(self):
        everything = measured({"fanout": {
            "lanroom": [{"100 members": point(2_000_000)}], "uws": [{"100 members": point(1_000_000)}],
            "ws": [{"failed": "it was closed"}]}})
        text = report.markdown(everything, {})
        self.assertIn("| The lanroom | 2,000,000 |", text)
        self.assertIn("0.96 (full)", text)
        self.assertIn("at least 1.05 x | 2.00 x | reached", text)
        self.assertIn("* The ws, round 1: it was closed", text)

    def test_plots_are_svg(self):
        everything = measured({
            "bursts": {"lanroom": [{f"{burst}": point(burst) for burst in BURSTS}]},
            "echo": {"lanroom": [{"100 clients": point(5)}]}})
        with tempfile.TemporaryDirectory() as folder:
            pictures = figures.write(everything, Path(folder))
            self.assertEqual(set(pictures), {"bursts", "echo"})
            for written in Path(folder).glob("*.svg"):
                xml.etree.ElementTree.parse(written)
            self.assertIn("(bursts.svg)", report.markdown(everything, pictures))


if __name__ == "__main__":
    unittest.main()
