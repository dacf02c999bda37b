// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/catalog/modelfacts.h"
#include "core/catalog/modelid.h"

namespace outcrop::catalog
{

/// The facts about models that come with the program (resources/models.json), and the user's corrections.
/// Hints for pickers, lint and cost: whether a model can be used says the service alone.
class ModelCatalog
{
public:
    ModelCatalog() = default;

    /// Reads a catalogue file. Errors, all BadInput with line and column or pointer: no JSON, no `models`
    /// array, a model without an id, a `format` above 1.
    static base::Result<ModelCatalog> parse(QByteArrayView text, const QString &what);

    /// Lays a user's catalogue over this one: an entry of a known id replaces single members, others are
    /// added. Errors as of parse(); then nothing was changed.
    base::Result<void> correct(QByteArrayView text, const QString &what);

    /// The date the facts were put together (ISO); empty when the file has none.
    QString compiled() const { return m_compiled; }
    const std::vector<ModelFacts> &models() const { return m_models; }
    const QStringList &profilePrefixes() const { return m_profilePrefixes; }
    /// A name of ModelFacts::sources or Price::sources to what it is; the name itself when it is not known.
    QString describeSource(const QString &name) const;

    ModelId split(const QString &id) const { return splitModelId(id, m_profilePrefixes); }
    /// What is known about the model behind any id or ARN; null when nothing is.
    const ModelFacts *find(const QString &id) const;
    /// Whether the model is known not to answer Converse.
    bool isNotConverse(const QString &id) const;
    /// Every id the known models can be called by, one a model (the widest profile), in the file's order.
    QStringList suggestedIds() const;

private:
    void take(const json::Json &root);

    json::Json m_entries = json::Json::array(); ///< as read, for corrections of single members
    QString m_compiled;
    QStringList m_profilePrefixes;
    QStringList m_notConverse;
    json::Json m_sources = json::Json::object();
    std::vector<ModelFacts> m_models;
};

} // namespace outcrop::catalog
