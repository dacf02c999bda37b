// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logging.h"

Q_LOGGING_CATEGORY(lcNet, "outcrop.net", QtWarningMsg)
Q_LOGGING_CATEGORY(lcStore, "outcrop.store", QtWarningMsg)
Q_LOGGING_CATEGORY(lcSimulator, "outcrop.simulator", QtWarningMsg)
Q_LOGGING_CATEGORY(lcUi, "outcrop.ui", QtWarningMsg)
