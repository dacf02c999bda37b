// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/containstext.h"

#include "core/json/storage.h"

namespace outcrop::json
{

bool containsText(const Json &string, QLatin1StringView ascii)
{
    using detail::Access;
    if (!string.isString())
        return false;
    if (Access::isBuilt(string) && !Access::built(string).words.isNull())
        return Access::built(string).words.contains(ascii);
    return string.toUtf8().contains(QByteArrayView(ascii.data(), ascii.size()));
}

} // namespace outcrop::json
