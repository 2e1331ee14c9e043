// The system engine checks that only one thread reads and invalidates a weak pointer, and breaks that rule itself when DTLS is
// refused: a peer with a wrong fingerprint would end the process. So these classes are defined here without the check, in place
// of the engine's, and the flag is atomic instead.
#include "shim/engine/engine.h"

#if defined(WRTC_ENGINE_SYSTEM)

#include <atomic>

#include "rtc_base/weak_ptr.h"

namespace rtc::internal {

WeakReference::Flag::Flag() : is_valid_(true) {}
WeakReference::Flag::~Flag() = default;
void WeakReference::Flag::Invalidate() { std::atomic_ref<bool>(is_valid_).store(false); }
bool WeakReference::Flag::IsValid() const { return std::atomic_ref<bool>(const_cast<bool&>(is_valid_)).load(); }

WeakReference::WeakReference() = default;
WeakReference::WeakReference(const Flag* flag) : flag_(flag) {}
WeakReference::WeakReference(WeakReference&& other) = default;
WeakReference::WeakReference(const WeakReference& other) = default;
WeakReference::~WeakReference() = default;
bool WeakReference::is_valid() const { return flag_ && flag_->IsValid(); }

WeakReferenceOwner::WeakReferenceOwner() = default;
WeakReferenceOwner::~WeakReferenceOwner() { Invalidate(); }

WeakReference WeakReferenceOwner::GetRef() const {
  if (!flag_) flag_ = new RefCountedObject<WeakReference::Flag>();
  return WeakReference(flag_.get());
}

void WeakReferenceOwner::Invalidate() {
  if (flag_) flag_->Invalidate();
  flag_ = nullptr;
}

WeakPtrBase::WeakPtrBase() = default;
WeakPtrBase::WeakPtrBase(const WeakReference& ref) : ref_(ref) {}
WeakPtrBase::~WeakPtrBase() = default;

}  // namespace rtc::internal

#endif  // WRTC_ENGINE_SYSTEM
