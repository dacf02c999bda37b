// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/transporterrors.h"

namespace outcrop::net
{

/// A peer whose certificate is refused, or with which no TLS came about (reliability.md, fault 29): Tls. The
/// message says why, the advice who can mend it and how, the detail has the system's words and the chain of
/// certificates.
base::Error tlsError(const FailureFacts &facts);

/// Whether what failed as a handshake was an answer in something else than TLS.
bool speaksNoTls(const FailureFacts &facts);

/// "subject, issued by issuer, valid until date"; empty for none.
QString certificateText(const QSslCertificate &certificate);

} // namespace outcrop::net
