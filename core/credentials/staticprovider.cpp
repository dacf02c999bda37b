// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/staticprovider.h"

#include <utility>

namespace outcrop::credentials
{

StaticProvider::StaticProvider(QString name, Identity identity)
    : m_name(std::move(name)), m_identity(std::move(identity))
{
}

QString StaticProvider::name() const
{
    return m_name;
}

std::unique_ptr<ResolveJob> StaticProvider::resolve()
{
    return std::make_unique<ReadyJob>(Resolution::used(m_name, m_identity));
}

} // namespace outcrop::credentials
