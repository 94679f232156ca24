"""The page as a browser shows it; skipped where there is no Chromium."""

import json
import re
import shutil
import subprocess

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
BROWSER = next((path for path in map(shutil.which, NAMES) if path), None)
PHONE = 360
# The page is asked what it looks like inside a frame as wide as a phone: the browser's own windows
# have a least width. It tells the frame's page, whose title holds the answer.
QUESTION = """<script>
document.fonts.ready.then(() => {
  const root = document.documentElement, width = root.clientWidth;
  const all = [...document.querySelectorAll("main *")];
  const inside = all.filter((one) => !one.closest(".wide, svg"));
  const beyond = inside.filter((one) => one.getBoundingClientRect().right > width + 1).length;
  const fonts = [...document.fonts].map((font) => font.family + " " + font.status);
  parent.postMessage(JSON.stringify([root.scrollWidth, width, beyond, fonts]), "*");
});
</script>"""
PLANTED = "http://127.0.0.1:59999/asked-by-the-frame"
FRAME = f"""<!DOCTYPE html><title>nothing was told</title>
<img src="{PLANTED}" alt="">
<script>console.error("{PLANTED}");
onmessage = (told) => {{ document.title = told.data; }};</script>
<iframe src="page.html" style="width: {PHONE}px; height: 800px; border: 0"></iframe>"""

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")


def _browse(page, folder, *options):
    """Open a page without a window and return what came out, and what the browser said."""
    assert BROWSER is not None
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
        "--no-first-run", "--enable-logging=stderr", "--virtual-time-budget=3000",
        f"--user-data-dir={folder / 'profile'}", *options, page.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, done.stderr


@pytest.fixture(scope="module", params=["en", "zh"])
def opened(request, reported, reported_in_chinese, tmp_path_factory):
    """Return what a phone's browser makes of the page: answers, requests, console."""
    folder = tmp_path_factory.mktemp("browser")
    source = {"en": reported, "zh": reported_in_chinese}[request.param]
    text = (source / "report.html").read_text(encoding="utf-8")
    page = folder / "page.html"
    page.write_text(text.replace("</body>", f"{QUESTION}</body>"), encoding="utf-8")
    frame = folder / "frame.html"
    frame.write_text(FRAME, encoding="utf-8")
    log = folder / "net.json"
    shown, said = _browse(frame, folder, "--dump-dom", f"--log-net-log={log}")
    title = re.findall(r"<title>(\[.*?\])</title>", shown)
    return json.loads(title[0].replace("&quot;", '"')), log, said


def test_nothing_reaches_beyond_a_phone(opened):
    (content, screen, beyond, _), _, _ = opened
    assert screen == PHONE
    assert content == screen
    assert beyond == 0


def test_the_pages_own_font_is_loaded(opened):
    (*_, fonts), _, _ = opened
    assert fonts == ["Arrears Sans loaded"]


def test_no_request_leaves_the_file(opened):
    """The frame's own shows that the log would hold others; what no page asked is the browser's."""
    _, log, _ = opened
    lines = log.read_text(encoding="utf-8").splitlines()
    by_pages = [line for line in lines if '"initiator":"not an origin"' not in line]
    asked = re.findall(r'"initiator":.*"url":"([^"]*)"', "\n".join(by_pages))
    assert set(asked) == {PLANTED}


def test_the_console_is_silent(opened):
    """But for what the frame itself says there."""
    _, _, said = opened
    told = re.findall(r".*CONSOLE.*", said)
    assert any(PLANTED in line for line in told)
    assert [line for line in told if PLANTED not in line] == []


def test_it_prints_on_a4(reported, tmp_path):
    target = tmp_path / "report.pdf"
    _browse(
        reported / "report.html", tmp_path, f"--print-to-pdf={target}", "--no-pdf-header-footer"
    )
    content = target.read_bytes()
    pages = re.findall(rb"/Type\s*/Page\b", content)
    boxes = set(re.findall(rb"/MediaBox\s*\[([^\]]*)\]", content))
    assert 3 <= len(pages) <= 40
    assert [round(float(side)) for side in boxes.pop().split()[2:]] == [595, 842]
    assert not boxes
