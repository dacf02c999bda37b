// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secretstring.h"

#include <QString>
#include <QStringList>

namespace outcrop::credentials
{

/// A key or token as somebody typed, pasted or exported it, made fit for a header.
struct PastedSecret {
    base::SecretString secret;
    QStringList corrections; ///< what was taken away, one sentence each, to be shown; empty when nothing was
};

/// Takes away, and says so: white space around (also line ends, no-break spaces, byte order marks, zero-width
/// spaces), one pair of quotes around, a leading `Bearer `. Refuses as Credentials what is empty then, or
/// still has anything but visible ASCII (reliability.md, fault 33). @p what names it in the error
/// ("AWS_SECRET_ACCESS_KEY"); no error holds any part of the text.
base::Result<PastedSecret> readPastedSecret(const QString &what, QStringView text);

} // namespace outcrop::credentials
