// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "error.h" // beside it: the SDK installs both, in another folder than the tree's

#include <utility>
#include <variant>

namespace Lanroom {

/// A value, or the Error that stands in its place. Exceptions never cross a module here, so
/// whatever may fail in ordinary life returns one of these; a bug is an assert instead.
template <typename T> class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}
    Result(ErrorCode code, QString message)
        : m_state(std::in_place_index<1>, Error{code, std::move(message)})
    {
    }

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    T &value() { return std::get<0>(m_state); }
    const T &value() const { return std::get<0>(m_state); }
    T &operator*() { return value(); }
    const T &operator*() const { return value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

    const Error &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

/// Done, or the Error why not.
template <> class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_ok(false) {}
    Result(ErrorCode code, QString message) : m_error{code, std::move(message)}, m_ok(false) {}

    bool ok() const { return m_ok; }
    explicit operator bool() const { return m_ok; }
    const Error &error() const { return m_error; }

private:
    Error m_error{ErrorCode::System, {}};
    bool m_ok = true;
};

} // namespace Lanroom
