# SPDX-License-Identifier: LGPL-3.0-or-later
"""The tables, as Markdown."""

from goals import OURS, Results, beside_best_peer, judged

COLUMNS = {
    "per_cpu": "per CPU second",
    "per_second": "per second",
    "sent_per_second": "messages per second",
    "per_send": "deliveries per send()",
    "p50_us": "p50",
    "p99_us": "p99",
    "server_busy": "server's cores",
    "generator_busy": "generator's core",
    "rss": "RSS",
    "pss": "PSS",
    "of_none": "beside none idle",
}
SHOWN = {  # a scenario's columns
    "fanout": ("per_cpu", "per_second", "per_send", "p50_us", "p99_us", "server_busy",
               "generator_busy"),
    "echo": ("per_cpu", "per_second", "p50_us", "p99_us", "server_busy", "generator_busy"),
    "connect": ("per_second", "per_cpu", "server_busy", "generator_busy"),
    "paced": ("per_second", "per_cpu", "per_send", "p99_us", "server_busy", "generator_busy"),
    "low": ("p50_us", "p99_us", "server_busy", "per_send"),
    "chat": ("sent_per_second", "p50_us", "p99_us", "per_second", "server_busy", "generator_busy"),
}
CURVES = {  # a table each, with a column for each point
    "bursts": ("per_cpu", "per_send", "generator_busy"),
    "idle": ("per_cpu", "of_none", "p99_us", "generator_busy"),
}
GENERATOR_FULL = 0.95


def number(figure, value):
    if value is None:
        return ""
    if figure in ("p50_us", "p99_us"):
        return f"{value:,.0f} µs" if value < 10_000 else f"{value / 1000:,.1f} ms"
    if figure in ("server_busy", "generator_busy", "per_send", "of_none"):
        full = figure == "generator_busy" and value >= GENERATOR_FULL
        return f"{value:.2f}" + (" (full)" if full else "")
    if figure in ("rss", "pss"):
        return f"{value:.2f} KiB"
    return f"{value:,.0f}"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |",
             "|---|" + "---:|" * (len(head) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def goals_table(measured):
    rows = []
    for goal, server, value in judged(measured):
        reached = "reached" if goal.reached(value) else "not reached"
        rows.append((goal.text, measured["servers"][server]["title"], goal.wanted,
                     goal.shown.format(value), reached))
    return rows


def goals_text(measured):
    """The same for a terminal."""
    lines = [f"{text}: {shown} ({wanted}: {reached}), {title}"
             for text, title, wanted, shown, reached in goals_table(measured)]
    return "\n".join(lines)


def by_point(measured, scenario):
    """A table of server by column for each point."""
    results = Results(measured)
    parts = []
    for point in results.points(scenario):
        columns = [column for column in SHOWN[scenario]
                   if any(results.median(scenario, server, point, column) is not None
                          for server in results.servers(scenario))]
        rows = [[measured["servers"][server]["title"]]
                + [number(column, results.median(scenario, server, point, column))
                   for column in columns]
                + ratio(results, scenario, server, point, columns[0])
                for server in results.servers(scenario)]
        head = [f"**{point}**", *(COLUMNS[column] for column in columns)]
        parts.append(table(head + ["of uWebSockets'"] * beside_uws(results, scenario), rows))
    return "\n\n".join(parts)


def beside_uws(results, scenario):
    return "uws" in results.servers(scenario)


def ratio(results, scenario, server, point, figure):
    """The last cell of a row, where there is one: the ratio of the first column."""
    if not beside_uws(results, scenario):
        return []
    value = results.ratio(scenario, server, "uws", point, figure)
    return ["" if value is None else f"{value:.2f}"]


def curve(measured, scenario, figure):
    """One table: a row a server, a column a point."""
    results = Results(measured)
    points = [point for point in results.points(scenario) if point != "memory"]
    rows = [[measured["servers"][server]["title"],
             *(number(figure, results.median(scenario, server, point, figure)) for point in points)]
            for server in results.servers(scenario)]
    return table([f"**{COLUMNS[figure]}**", *points], rows)


def best_peers_table(measured):
    """For each burst our ratio to the best peer there, and who that is."""
    results = Results(measured)
    points = results.points("bursts")
    rows = []
    for server in OURS:
        pairs = [beside_best_peer(results, server, point) for point in points]
        if None not in pairs:
            rows.append([measured["servers"][server]["title"]]
                        + [f"{value:.2f} x {peer}" for value, peer in pairs])
    return table(["**beside the best peer**", *points], rows)


def memory_table(measured):
    results = Results(measured)
    rows = [[measured["servers"][server]["title"],
             *(number(key, results.median("idle", server, "memory", key)) for key in ("pss", "rss"))]
            for server in results.servers("idle")]
    return table(["**memory per idle client**", "PSS", "RSS"], rows)


def scenario_text(measured, scenario, pictures):
    facts = measured["scenarios"][scenario]
    parts = [f"## {facts['title']}", facts["method"]]
    parts += [f"![{title}]({name})" for title, name in pictures.get(scenario, ())]
    if scenario in CURVES:
        parts += [curve(measured, scenario, figure) for figure in CURVES[scenario]]
        parts.append(memory_table(measured) if scenario == "idle" else best_peers_table(measured))
    else:
        parts.append(by_point(measured, scenario))
    parts += failures(measured, scenario)
    return "\n\n".join(parts)


def failures(measured, scenario):
    found = []
    for server, outcomes in measured["results"][scenario].items():
        for round_number, outcome in enumerate(outcomes, 1):
            if "failed" in outcome:
                reason = " ".join(outcome["failed"].split())
                found.append(f"* {measured['servers'][server]['title']}, round {round_number}: {reason}")
    return ["Failed, and left out above:\n\n" + "\n".join(found)] if found else []


def machine_text(measured):
    machine = measured["machine"]
    flush = machine["flush_ms"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    rounds = measured["rounds"]
    lines = [
        f"* Commit: {machine['commit']}; measured {machine['date']}",
        f"* Machine: {machine['processor']}, {machine['memory']}, Linux {machine['kernel']}; load "
        f"before {machine['load_before']:.2f}",
        f"* Disk: 4 KiB written and flushed (fdatasync) in {flush['median']:.2f} ms (median), "
        f"{flush['p99']:.2f} ms (99 %)",
        f"* {rounds} round{'s' if rounds > 1 else ''}; servers take turns in each. Figures are "
        "medians over the rounds, ratios medians of each round's ratio",
        "* A server has one core to itself, the generator another. 'Per CPU second' is per second "
        "of processor time of all the server's processes. A generator's core at 0.95 or more "
        "(full) means that it, not the server, may have been the limit of what was done per second",
        f"* Versions: {versions}",
    ]
    if measured["pace"] != 1:
        lines.append(f"* Measurements took {measured['pace']} times their usual seconds")
    if measured["quick"]:
        lines.insert(0, "* **A quick trial: no figures to rely on**")
    return "\n".join(lines)


def markdown(measured, pictures):
    used = {server for servers in measured["results"].values() for server in servers}
    parts = ["# Lanroom beside its peers",
             "Written by `tests/bench/run`; `tests/bench/README.md` says how.",
             machine_text(measured)]
    goals = goals_table(measured)
    if goals:
        parts += ["## What was to be reached",
                  table(("goal", "configuration", "wanted", "measured", ""), goals)]
    parts += [scenario_text(measured, scenario, pictures) for scenario in measured["scenarios"]]
    parts.append("## How each was set up")
    parts.append("\n".join(f"* **{server['title']}**: {server['configuration']}"
                           for name, server in measured["servers"].items() if name in used))
    return "\n\n".join(parts) + "\n"
