"""Stub."""


def tell(result, *, title="", replay_command="", width=80):
    v = result.verdict
    lines = [f"{v.name} ({v.kind}): {v.message}", ""]
    if result.trace:
        for i, e in enumerate(result.trace.events, 1):
            if e.place:
                lines.append(
                    f"{i:3} {result.trace.threads[e.thread]:15} {e.place.line:4} {e.place.source.strip():40} {e.action} {e.target} {e.value or ''}"
                )
        for b in result.trace.blocked:
            lines.append(str(b))
    return "\n".join(lines)


def show(result, **kw):
    return tell(result, **kw)
