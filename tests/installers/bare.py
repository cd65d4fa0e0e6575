"""The measure for the start and the size of the bundle: a window of three spin boxes, and nothing else."""

import sys

from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QVBoxLayout, QWidget

app = QApplication(sys.argv)
window = QWidget()
window.setWindowTitle("Predictor Médico")
layout = QVBoxLayout(window)
for _ in range(3):
    layout.addWidget(QDoubleSpinBox())
window.show()
sys.exit(app.exec())
