// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/converse/media.h"

namespace outcrop::converse
{

/// A place on the web.
class WebLocation : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, url, setUrl);
    OUTCROP_MEMBER(QString, domain, setDomain);
};

/// A run of characters of the document with this index in the request, from 0.
class DocumentCharLocation : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(qint64, documentIndex, setDocumentIndex); ///< 0 or more
    OUTCROP_MEMBER(qint64, start, setStart);                 ///< 0 or more
    OUTCROP_MEMBER(qint64, end, setEnd);                     ///< 0 or more
};

/// A run of pages of a document.
class DocumentPageLocation : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(qint64, documentIndex, setDocumentIndex); ///< 0 or more
    OUTCROP_MEMBER(qint64, start, setStart);                 ///< 0 or more
    OUTCROP_MEMBER(qint64, end, setEnd);                     ///< 0 or more
};

/// A run of content pieces of a document.
class DocumentChunkLocation : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(qint64, documentIndex, setDocumentIndex); ///< 0 or more
    OUTCROP_MEMBER(qint64, start, setStart);                 ///< 0 or more
    OUTCROP_MEMBER(qint64, end, setEnd);                     ///< 0 or more
};

/// A run of content pieces of a search result.
class SearchResultLocation : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(qint64, searchResultIndex, setSearchResultIndex); ///< 0 or more
    OUTCROP_MEMBER(qint64, start, setStart);                         ///< 0 or more
    OUTCROP_MEMBER(qint64, end, setEnd);                             ///< 0 or more
};

/// Where the cited text stands. A union.
class CitationLocation : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(WebLocation, web, setWeb);
    OUTCROP_UNION_MEMBER(DocumentCharLocation, documentChar, setDocumentChar);
    OUTCROP_UNION_MEMBER(DocumentPageLocation, documentPage, setDocumentPage);
    OUTCROP_UNION_MEMBER(DocumentChunkLocation, documentChunk, setDocumentChunk);
    OUTCROP_UNION_MEMBER(SearchResultLocation, searchResultLocation, setSearchResultLocation);
};

/// Cited text. A union.
class CitationSourceContent : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(QString, text, setText);
};

/// One citation.
class Citation : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, title, setTitle);
    OUTCROP_MEMBER(QString, source, setSource);
    OUTCROP_MEMBER(List<CitationSourceContent>, sourceContent, setSourceContent);
    OUTCROP_MEMBER(CitationLocation, location, setLocation);
};

/// Text the citations belong to. A union.
class CitationGeneratedContent : public View
{
public:
    using View::View;

    OUTCROP_UNION_MEMBER(QString, text, setText);
};

/// An answer's text with its citations.
class CitationsContentBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(List<CitationGeneratedContent>, content, setContent);
    OUTCROP_MEMBER(List<Citation>, citations, setCitations);
};

/// A piece of a search result.
class SearchResultContentBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, text, setText); ///< required
};

/// A search result the model may cite; some Claude models only (protocol/converse.md, 3).
class SearchResultBlock : public View
{
public:
    using View::View;

    OUTCROP_MEMBER(QString, source, setSource);                          ///< required
    OUTCROP_MEMBER(QString, title, setTitle);                            ///< required
    OUTCROP_MEMBER(List<SearchResultContentBlock>, content, setContent); ///< required
    OUTCROP_MEMBER(CitationsConfig, citations, setCitations);
};

} // namespace outcrop::converse
