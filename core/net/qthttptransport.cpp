// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/qthttptransport.h"

#include "core/net/lanes.h"
#include "core/net/qthttpexchange.h"

namespace outcrop::net
{

QtHttpTransport::QtHttpTransport(TransportOptions options)
    : m_options(std::move(options)), m_lanes(std::make_shared<Lanes>())
{
}

QtHttpTransport::~QtHttpTransport() = default;

std::unique_ptr<HttpExchange> QtHttpTransport::open(const HttpRequest &request)
{
    return std::make_unique<QtHttpExchange>(request, m_options, m_lanes);
}

} // namespace outcrop::net
