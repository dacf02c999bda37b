// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/sourceview.h"

#include "core/converse/citations.h"
#include "core/converse/guardcontent.h"

#include <QCoreApplication>

#include <algorithm>
#include <initializer_list>

namespace outcrop::app
{

namespace
{

using namespace Qt::StringLiterals;
using json::Json;
using ui::models::SourceReference;
using Block = ui::models::TranscriptBlock;

QString tr(const char *text)
{
    return QCoreApplication::translate("BlockView", text);
}

// What of an object has none of these names.
Json without(const Json &object, std::initializer_list<QLatin1StringView> known)
{
    Json rest = object;
    for (const QLatin1StringView name : known)
        rest.remove(name);
    return rest;
}

// What is shown as a text; one that is none stays.
void removeTexts(Json &object, std::initializer_list<QLatin1StringView> names)
{
    for (const QLatin1StringView name : names) {
        if (object.value(name).isString())
            object.remove(name);
    }
}

struct Texts {
    QString text;
    Json others = Json::array(); // items that are not texts alone
};

Texts textsOf(const Json &content, QLatin1StringView separator)
{
    Texts texts;
    QStringList parts;
    for (qsizetype i = 0; i < content.size(); ++i) {
        const Json item = content.at(i);
        if (item.size() == 1 && item.at(0).isString() && item.contains("text"_L1))
            parts.append(item.at(0).toString());
        else
            texts.others.append(item);
    }
    texts.text = parts.join(separator);
    return texts;
}

QString restText(const Json &rest)
{
    return rest.isEmpty() ? QString() : QString::fromUtf8(json::write(rest, json::Layout::Pretty));
}

// A number that is not there is 0, as everywhere on the wire.
QString rangeWords(std::optional<qint64> start, std::optional<qint64> end, const QString &one,
                   const QString &several)
{
    const qint64 first = start.value_or(0);
    const qint64 last = end.value_or(first);
    return last == first ? one.arg(first) : several.arg(first).arg(last);
}

template <typename Location>
QString documentWords(const Location &location, const QString &one, const QString &several)
{
    const QString where = rangeWords(location.start(), location.end(), one, several);
    if (const auto index = location.documentIndex())
        return tr("document %1, %2").arg(QString::number(*index + 1), where); // from 0 on the wire
    return where;
}

// In words; nothing for a place on the web, which is its address, and for what is not known.
QString placeWords(const converse::CitationLocation &location)
{
    if (const auto place = location.documentChar())
        return documentWords(*place, tr("character %1"), tr("characters %1–%2"));
    if (const auto place = location.documentPage())
        return documentWords(*place, tr("page %1"), tr("pages %1–%2"));
    if (const auto place = location.documentChunk())
        return documentWords(*place, tr("chunk %1"), tr("chunks %1–%2"));
    if (const auto place = location.searchResultLocation()) {
        const QString where = rangeWords(place->start(), place->end(), tr("part %1"), tr("parts %1–%2"));
        if (const auto index = place->searchResultIndex())
            return tr("search result %1, %2").arg(QString::number(*index + 1), where);
        return where;
    }
    return {};
}

Json unknownOf(const Json &value, const converse::CitationLocation &location)
{
    Json rest = without(value, {"sourceContent"_L1});
    removeTexts(rest, {"title"_L1, "source"_L1});
    if (const Json items = textsOf(value.value("sourceContent"_L1), "\n"_L1).others; !items.isEmpty())
        rest.set("sourceContent"_L1, items);
    const bool isKnown = location.web() || !placeWords(location).isEmpty();
    const Json others = without(location.json().at(0), {"url"_L1, "domain"_L1, "documentIndex"_L1,
                                                        "searchResultIndex"_L1, "start"_L1, "end"_L1});
    if (isKnown && location.json().size() == 1 && others.isEmpty())
        rest.remove("location"_L1);
    return rest;
}

SourceReference sourceOf(const converse::Citation &citation)
{
    SourceReference source;
    source.title = citation.title().value_or(QString());
    source.source = citation.source().value_or(QString());
    source.quote = textsOf(citation.json().value("sourceContent"_L1), "\n"_L1).text;
    const converse::CitationLocation location = citation.location().value_or(converse::CitationLocation());
    source.place = placeWords(location);
    if (const auto web = location.web()) {
        source.url = web->url().value_or(QString());
        const QString domain = web->domain().value_or(QString());
        if (!source.url.contains(domain))
            source.place = domain;
    }
    return source;
}

} // namespace

bool viewGuardContent(Block &view, const Json &block)
{
    const Json value = block.at(0);
    const converse::GuardrailConverseContentBlock content(value);
    if (const auto image = content.image(); image && value.size() == 1) {
        view.kind = Block::Kind::Guarded;
        view.media = block;
        view.json.clear();
        view.name = image->format().value_or(QString());
        return true;
    }
    const auto text = content.text();
    if (!text || !text->text())
        return false;
    view.kind = Block::Kind::Guarded;
    view.text = *text->text();
    Json rest = without(value, {"text"_L1});
    Json textRest = without(text->json(), {"text"_L1});
    if (const auto qualifiers = text->qualifiers()) {
        view.qualifiers = QStringList(qualifiers->begin(), qualifiers->end());
        textRest.remove("qualifiers"_L1);
    }
    if (!textRest.isEmpty())
        rest.set("text"_L1, textRest);
    view.rest = restText(rest);
    return true;
}

void viewSearchResult(Block &view, const Json &value)
{
    const converse::SearchResultBlock result(value);
    view.kind = Block::Kind::SearchResult;
    SourceReference self;
    self.title = result.title().value_or(QString());
    self.source = result.source().value_or(QString());
    view.sources.push_back(self);
    const Texts texts = textsOf(value.value("content"_L1), "\n\n"_L1);
    view.text = texts.text;
    Json rest = without(value, {"content"_L1});
    removeTexts(rest, {"title"_L1, "source"_L1});
    if (!texts.others.isEmpty())
        rest.set("content"_L1, texts.others);
    if (const auto citations = result.citations(); citations && citations->enabled()) {
        view.citable = citations->enabled();
        const Json others = without(citations->json(), {"enabled"_L1});
        if (others.isEmpty())
            rest.remove("citations"_L1);
        else
            rest.set("citations"_L1, others);
    }
    view.rest = restText(rest);
}

void viewCitations(Block &view, const Json &value)
{
    view.kind = Block::Kind::Cited;
    // Its pieces are one text: they follow each other as they were streamed.
    const Texts texts = textsOf(value.value("content"_L1), ""_L1);
    view.text = texts.text;
    Json unknown = Json::array();
    const Json citations = value.value("citations"_L1);
    for (qsizetype i = 0; i < citations.size(); ++i) {
        const converse::Citation citation(citations.at(i));
        view.sources.push_back(sourceOf(citation));
        if (Json rest =
                unknownOf(citation.json(), citation.location().value_or(converse::CitationLocation()));
            !rest.isEmpty())
            unknown.append(std::move(rest));
    }
    Json rest = without(value, {"content"_L1, "citations"_L1});
    if (!texts.others.isEmpty())
        rest.set("content"_L1, texts.others);
    if (!unknown.isEmpty())
        rest.set("citations"_L1, unknown);
    view.rest = restText(rest);
}

QString readableSearchResult(const Json &value)
{
    Block view;
    viewSearchResult(view, value);
    QStringList head{view.sources.front().title, view.sources.front().source};
    head.removeAll(QString());
    QStringList parts{head.join(u'\n'), view.text, view.rest};
    parts.removeAll(QString());
    return parts.join(u"\n\n");
}

} // namespace outcrop::app
