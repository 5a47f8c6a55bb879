"""A reader sees one half of a change."""

import threading


class Thermometer:
    def __init__(self):
        self.degrees = 20
        self.unit = "C"

    def switch(self):
        self.degrees = 68
        self.unit = "F"

    def show(self):
        return f"{self.degrees} {self.unit}"


def scenario():
    thermometer = Thermometer()
    shown = []
    reader = threading.Thread(target=lambda: shown.append(thermometer.show()), name="reader")
    switch = threading.Thread(target=thermometer.switch, name="switch")
    reader.start()
    switch.start()
    reader.join()
    switch.join()
    assert shown[0] in ("20 C", "68 F"), f"the thermometer says {shown[0]}"
