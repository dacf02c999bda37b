// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/titlefilter.h"

#include "core/search/snippet.h"
#include "core/search/terms.h"

namespace outcrop::ui::models
{

void TitleFilter::setText(const QString &typed)
{
    const QStringList terms = search::termsOf(typed);
    if (terms == m_terms)
        return;
    m_terms = terms;
    invalidateFilter();
}

bool TitleFilter::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    return m_terms.isEmpty() ||
           search::hasAll(sourceModel()->index(sourceRow, 0, sourceParent).data().toString(), m_terms);
}

} // namespace outcrop::ui::models
