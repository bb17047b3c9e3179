#pragma once
constexpr double kScale = 10;
