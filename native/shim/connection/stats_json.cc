#include "shim/connection/stats_json.h"

#include <charconv>
#include <cmath>
#include <map>
#include <string_view>
#include <type_traits>
#include <vector>

#include "shim/engine/stats.h"

namespace wrtc {
namespace {

void Append(std::string& json, std::string_view text) {
  constexpr char kDigits[] = "0123456789abcdef";
  json += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (byte < 0x20) {
      json += "\\u00";
      json += kDigits[byte >> 4];
      json += kDigits[byte & 0xf];
    } else {
      json += c;
    }
  }
  json += '"';
}

void Append(std::string& json, const std::string& text) { Append(json, std::string_view(text)); }

void Append(std::string& json, bool value) { json += value ? "true" : "false"; }

template <typename Number, std::enable_if_t<std::is_arithmetic_v<Number> && !std::is_same_v<Number, bool>, int> = 0>
void Append(std::string& json, Number value) {
  if constexpr (std::is_floating_point_v<Number>) {
    if (!std::isfinite(value)) {
      json += "null";
      return;
    }
  }
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  json.append(digits, end);
}

template <typename Item>
void Append(std::string& json, const std::vector<Item>& items) {
  const char* separator = "";
  json += '[';
  for (size_t i = 0; i < items.size(); ++i) {
    json += separator;
    Append(json, static_cast<Item>(items[i]));
    separator = ",";
  }
  json += ']';
}

template <typename Value>
void Append(std::string& json, const std::map<std::string, Value>& values) {
  const char* separator = "";
  json += '{';
  for (const auto& [name, value] : values) {
    json += separator;
    Append(json, name);
    json += ':';
    Append(json, value);
    separator = ",";
  }
  json += '}';
}

}  // namespace

std::string ToJson(const webrtc::RTCStatsReport& report) {
  std::string json = "[";
  const char* separator = "";
  for (const webrtc::RTCStats& stats : report) {
    json += separator;
    json += "{\"type\":";
    Append(json, std::string_view(stats.type()));
    json += ",\"id\":";
    Append(json, stats.id());
    json += ",\"timestamp\":";
    Append(json, engine::Microseconds(stats));
    engine::VisitMembers(stats, [&json](const char* name, const auto& value) {
      json += ',';
      Append(json, std::string_view(name));
      json += ':';
      Append(json, value);
    });
    json += '}';
    separator = ",";
  }
  json += ']';
  return json;
}

}  // namespace wrtc
