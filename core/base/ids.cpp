// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"

#include <QUuid>

namespace outcrop::base
{

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

} // namespace outcrop::base
